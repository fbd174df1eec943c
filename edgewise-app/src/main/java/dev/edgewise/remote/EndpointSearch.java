package dev.edgewise.remote;

import dev.edgewise.audio.AudioException;
import dev.edgewise.audio.DemoClips;
import dev.edgewise.audio.WavFile;
import dev.edgewise.http.Access;
import dev.edgewise.http.HttpConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds what is to be asked at an address. One that ends in `/v1` means a server of ours that
/// recognises; one that ends in `/v2` or `/v2/models/NAME` the Open Inference Protocol. A bare
/// one means the first of the two that answers.
///
/// @param url where; with a scheme, a host and perhaps a path
/// @param model which one; empty for the only one, or the server's first
/// @param inputs what is to be sent
/// @param binary whether tensors go as binary data; empty for: if the server has that
/// @param access how to get in
/// @param seed of inputs that are drawn
/// @param timeout of each question
public record EndpointSearch(
        URI url,
        Optional<String> model,
        Inputs inputs,
        Optional<Boolean> binary,
        Access access,
        long seed,
        Duration timeout) {

    private static final Pattern RECOGNIZE = Pattern.compile("(.*)/v1(?:/recognize)?");
    private static final Pattern INFER =
            Pattern.compile(
                    "(.*)/v2(?:/models/(?<model>[^/]+)(?:/versions/(?<version>[^/]+))?(?:/infer)?)?");
    private static final long LARGEST_CLIP = 64 << 20;

    /// Asks the server.
    ///
    /// @throws IOException in one line if nothing there can be asked like that
    public Endpoint find() throws IOException, InterruptedException {
        String address = HttpConnection.address(url.toString()).toString();
        Matcher recognize = RECOGNIZE.matcher(address);
        if (recognize.matches()) {
            ServerLine server = line(recognize.group(1));
            return recognizes(server)
                    .orElseThrow(() -> new IOException(server.base() + "/v1: does not recognise"));
        }
        Matcher infer = INFER.matcher(address);
        if (infer.matches()) {
            Optional<String> named = Optional.ofNullable(infer.group("model")).or(this::model);
            String version = Optional.ofNullable(infer.group("version")).orElse("");
            return inference(line(infer.group(1)), named, version);
        }
        ServerLine server = line(address);
        if (model.isEmpty() && binary.isEmpty() && clips()) {
            Optional<RecognizeEndpoint> found = recognizes(server);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return inference(server, model, "");
    }

    private ServerLine line(String base) {
        return new ServerLine(HttpConnection.address(base), access, timeout);
    }

    private InferenceEndpoint inference(ServerLine server, Optional<String> named, String version)
            throws IOException, InterruptedException {
        return InferenceEndpoint.find(server, named, version, inputs, binary, seed);
    }

    private Optional<RecognizeEndpoint> recognizes(ServerLine server)
            throws IOException, InterruptedException {
        return switch (inputs) {
            case Inputs.Fitting() ->
                    RecognizeEndpoint.find(
                            server, model, DemoClips.paths().size() + " demo clips", demo());
            case Inputs.FromFiles(List<String> files) ->
                    RecognizeEndpoint.find(server, model, files.size() + " clips", read(files));
            case Inputs.Drawn(_) ->
                    throw new IOException(
                            server.base() + "/v1: takes clips, random values are for /v2");
        };
    }

    /// Whether what is to be sent can be clips.
    private boolean clips() {
        return switch (inputs) {
            case Inputs.Fitting() -> true;
            case Inputs.FromFiles(List<String> files) ->
                    files.stream().allMatch(file -> file.toLowerCase(Locale.ROOT).endsWith(".wav"));
            case Inputs.Drawn(_) -> false;
        };
    }

    private static Map<String, byte[]> demo() throws AudioException {
        Map<String, byte[]> clips = new LinkedHashMap<>();
        for (String path : DemoClips.paths()) {
            clips.put(path, DemoClips.bytes(path));
        }
        return clips;
    }

    private static Map<String, byte[]> read(List<String> files) throws IOException {
        Map<String, byte[]> clips = new LinkedHashMap<>();
        for (String file : files) {
            Path path = Path.of(file);
            // Whoever reads it as a clip names what is wrong with it.
            WavFile.read(path);
            if (Files.size(path) > LARGEST_CLIP) {
                throw new IOException(file + ": is larger than 64 MiB");
            }
            clips.put(file, Files.readAllBytes(path));
        }
        return clips;
    }
}
