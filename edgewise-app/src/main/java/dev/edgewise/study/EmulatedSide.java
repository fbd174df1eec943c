package dev.edgewise.study;

import dev.edgewise.files.ssh.ScpTarget;
import dev.edgewise.files.ssh.ScpUpload;
import dev.edgewise.http.Access;
import dev.edgewise.remote.HttpUpload;
import dev.edgewise.remote.RecognitionClient;
import dev.edgewise.remote.UploadedFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A remote server on this machine, one for all emulated links: each is a process of its own in
/// front of the server's two ports.
final class EmulatedSide {

    private static final String USER = "edgewise";

    private final Ground ground;
    private final ChildProcess server;
    private final String secret;
    private final String scp;
    private final URI direct;

    private EmulatedSide(Ground ground, ChildProcess server, String secret)
            throws IOException, InterruptedException {
        this.ground = ground;
        this.server = server;
        this.secret = secret;
        this.scp = server.await("scp on ");
        this.direct = URI.create(server.await("listening on "));
    }

    /// Starts the server.
    static EmulatedSide start(Ground ground) throws IOException, InterruptedException {
        Path files = Files.createDirectories(ground.work().resolve("remote"));
        Path password = ground.work().resolve("password");
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String secret = HexFormat.of().formatHex(random);
        Files.writeString(password, secret);
        ChildProcess server =
                ground.serve(
                        files,
                        List.of(
                                "--scp-port",
                                "0",
                                "--scp-user",
                                USER,
                                "--scp-password-file",
                                password.toString()));
        return new EmulatedSide(ground, server, secret);
    }

    /// The server's own address, which doesn't lead over a link.
    URI direct() {
        return direct;
    }

    /// The server behind a link.
    FarSide behind(Remote.Emulated remote) throws IOException, InterruptedException {
        Path link = Files.createTempFile(ground.work(), "link", ".json");
        Files.writeString(link, remote.link().json());
        ChildProcess proxy =
                ground.children()
                        .start(
                                List.of(
                                        "link",
                                        link.toString(),
                                        "--listen",
                                        Ground.LOOPBACK + ":0",
                                        "--target",
                                        direct.getAuthority(),
                                        "--listen",
                                        Ground.LOOPBACK + ":0",
                                        "--target",
                                        scp));
        URI http = URI.create("http://" + proxy.await("listening on "));
        URI files = URI.create("scp://" + proxy.await("listening on "));
        return new FarSide(
                http,
                Access.OPEN,
                switch (remote.upload()) {
                    case SCP -> scp(files);
                    case HTTP -> http(http)::send;
                    case ARCHIVE -> http(http)::sendTogether;
                },
                "",
                server::usage,
                ground.models()::served);
    }

    private Upload scp(URI files) throws IOException {
        ScpUpload upload =
                ground.held()
                        .keep(
                                ScpUpload.to(
                                        new ScpTarget(
                                                USER,
                                                files.getHost(),
                                                files.getPort(),
                                                Optional.of(secret),
                                                Optional.empty(),
                                                ScpTarget.Trust.ANY)));
        return names -> upload.send(ground.clips().folder(), names);
    }

    private HttpUpload http(URI through) {
        RecognitionClient client = ground.connections().client(through, "");
        return new HttpUpload(new UploadedFiles(client.http()), ground.clips().folder(), "");
    }
}
