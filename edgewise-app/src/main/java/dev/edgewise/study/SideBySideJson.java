package dev.edgewise.study;

import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Results side by side as one JSON object: each run as `compare` has it, and the differences.
public final class SideBySideJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private SideBySideJson() {}

    /// The object, indented.
    public static String of(SideBySide results) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode runs = root.putArray("runs");
        for (StudyRun run : results.runs()) {
            SideBySide.Entry entry =
                    results.entries().stream()
                            .filter(one -> one.run() == run)
                            .findFirst()
                            .orElseThrow();
            ObjectNode node = runs.addObject().put("folder", entry.folder().toString());
            node.setAll(StudyJson.tree(run));
        }
        ArrayNode differences = root.putArray("differences");
        for (SideBySide.Difference difference : results.differences()) {
            ObjectNode node = differences.addObject();
            node.put("first", difference.first().label());
            node.put("second", difference.second().label());
            node.put("place", difference.place().id());
            node.put("on", Quantity.TOTAL.id());
            node.put("paired", difference.paired());
            node.put("verdict", SideBySideTables.verdict(difference));
            StudyJson.numbers(node, Optional.of(difference.comparison()));
        }
        ArrayNode cautions = root.putArray("cautions");
        results.cautions().forEach(cautions::add);
        root.put("sentence", results.sentence());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }
}
