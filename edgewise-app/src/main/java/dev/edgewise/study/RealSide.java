package dev.edgewise.study;

import dev.edgewise.files.ssh.ScpUpload;
import dev.edgewise.remote.HttpUpload;
import dev.edgewise.remote.RecognitionClient;
import dev.edgewise.remote.ServerUsage;
import dev.edgewise.remote.UploadedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/// A server that runs somewhere. Clips get names of their own there, and are removed at the end.
final class RealSide {

    private RealSide() {}

    /// @throws IOException if it can't be reached, or hasn't the study's models
    static FarSide open(Ground ground, Remote.Real real) throws IOException {
        ModelSet models = ground.models();
        List<String> cards = models.names().stream().map(name -> card(models, name)).toList();
        if (cards.stream().distinct().count() < cards.size()) {
            throw new IOException(
                    real.server()
                            + ": can't tell models apart that call themselves alike: "
                            + String.join(", ", cards));
        }
        RecognitionClient client = ground.connections().client(real.server(), real.access(), "");
        for (String card : cards) {
            client.requireModel(card);
        }
        ClipSet clips = ground.clips();
        String prefix =
                "edgewise-compare-"
                        + HexFormat.of().toHexDigits(RandomGenerator.getDefault().nextInt())
                        + "-";
        HttpUpload http = new HttpUpload(new UploadedFiles(client.http()), clips.folder(), prefix);
        ground.held().keep(http::removeAll);
        return new FarSide(
                real.server(),
                real.access(),
                switch (real.upload()) {
                    case SCP -> scp(ground, ScpUpload.to(real.scp().orElseThrow()), http, prefix);
                    case HTTP -> http::send;
                    case ARCHIVE -> http::sendTogether;
                },
                prefix,
                () -> ServerUsage.ask(client.http()),
                name -> card(models, name));
    }

    private static String card(ModelSet models, String name) {
        return models.get(name).card().name();
    }

    private static Upload scp(Ground ground, ScpUpload scp, HttpUpload http, String prefix)
            throws IOException {
        ground.held().keep(scp);
        Path outgoing = ground.work().resolve("outgoing");
        if (!Files.exists(outgoing)) {
            Files.createDirectories(outgoing);
        }
        ground.clips().copyTo(outgoing, prefix);
        return names -> {
            http.uploaded(names);
            return scp.send(outgoing, names.stream().map(prefix::concat).toList());
        };
    }
}
