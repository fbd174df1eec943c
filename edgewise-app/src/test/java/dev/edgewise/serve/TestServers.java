package dev.edgewise.serve;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.LoadSettings;
import dev.edgewise.engine.ServedModel;
import dev.edgewise.engine.TestCatalog;
import dev.edgewise.files.UploadFolder;
import dev.edgewise.serve.guard.GuardSettings;
import dev.edgewise.serve.stream.StreamLimits;
import dev.edgewise.telemetry.Telemetry;
import dev.edgewise.telemetry.TelemetrySettings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Servers as tests start them: on loopback and any free port, with models that are at hand.
public final class TestServers {

    /// What such a server says that its version is.
    public static final String VERSION = "1.2";

    private TestServers() {}

    /// Settings under which requests may wait any time and each runs alone, guarded as is usual.
    public static ServerSettings settings(long maxBody, int queue, int connections, int threads) {
        return settings(maxBody, connections, LoadSettings.of(threads, queue), GuardSettings.USUAL);
    }

    public static ServerSettings settings(
            long maxBody, int connections, LoadSettings load, GuardSettings guard) {
        return new ServerSettings("127.0.0.1", 0, maxBody, connections, load, guard);
    }

    /// With models that are at hand.
    public static RecognitionServer start(
            ServerSettings settings,
            List<? extends ServedModel> models,
            Optional<UploadFolder> folder,
            Consumer<Throwable> complaints)
            throws IOException {
        return start(settings, TestCatalog.of(models), folder, VERSION, complaints);
    }

    /// With metrics as all its telemetry, and streams of the usual length.
    public static RecognitionServer start(
            ServerSettings settings,
            Catalog catalog,
            Optional<UploadFolder> folder,
            String version,
            Consumer<Throwable> complaints)
            throws IOException {
        return RecognitionServer.start(
                settings,
                catalog,
                folder,
                version,
                Telemetry.start(TelemetrySettings.plain(version), line -> {}),
                complaints,
                StreamLimits.DEFAULT);
    }
}
