package dev.edgewise.upload;

import dev.edgewise.files.ssh.ScpTarget;
import dev.edgewise.http.Access;
import dev.edgewise.http.HttpConnection;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a folder is uploaded to: a server, and a folder there.
public sealed interface Destination {

    /// A server of ours, by HTTP.
    ///
    /// @param folder in the server's folder for files; "" for that itself
    /// @param access how to get in there
    record Http(URI server, String folder, Access access) implements Destination {}

    /// A server that speaks SSH.
    ///
    /// @param folder in the home folder there, or absolute; "" for the home folder
    record Ssh(ScpTarget target, Protocol protocol, String folder) implements Destination {}

    /// How files travel over SSH.
    enum Protocol {
        SCP,
        SFTP
    }

    /// Reads `http://HOST:PORT/FOLDER` (or `https`; in front of `/v1/files`, what the server's own
    /// paths begin with), `scp://USER@HOST:PORT/FOLDER` or `sftp://...`, where a second slash makes
    /// the folder absolute.
    ///
    /// @throws IllegalArgumentException if `text` has another form
    static Destination parse(String text) {
        Matcher ssh = Form.SSH.matcher(text);
        if (ssh.matches()) {
            return new Ssh(
                    ScpTarget.parse(ssh.group(2)),
                    ssh.group(1).equals("scp") ? Protocol.SCP : Protocol.SFTP,
                    folder(ssh.group(3)));
        }
        Matcher http = Form.HTTP.matcher(text);
        if (http.matches()) {
            String path = http.group(2) == null ? "" : http.group(2);
            int files = (path + "/").indexOf(Form.FILES);
            String base = files < 0 ? "" : path.substring(0, files);
            String folder = files < 0 ? path : path.substring(files + Form.FILES.length() - 1);
            return new Http(
                    HttpConnection.address(http.group(1) + base), folder(folder), Access.OPEN);
        }
        throw new IllegalArgumentException(
                "'"
                        + text
                        + "' is no place to upload to, expected http://HOST:PORT/FOLDER,"
                        + " scp://USER@HOST:PORT/FOLDER or sftp://USER@HOST:PORT/FOLDER");
    }

    private static String folder(String path) {
        String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        String folder = decoded.startsWith("/") ? decoded.substring(1) : decoded;
        return folder.length() > 1 && folder.endsWith("/")
                ? folder.substring(0, folder.length() - 1)
                : folder;
    }

    /// The server, and the folder there.
    default String text() {
        return switch (this) {
            case Http(URI server, String folder, Access _) ->
                    server + (folder.isEmpty() ? "" : "/v1/files/" + folder);
            case Ssh(ScpTarget target, Protocol protocol, String folder) ->
                    (protocol == Protocol.SCP ? "scp://" : "sftp://")
                            + target
                            + (folder.isEmpty() ? "" : "/" + folder);
        };
    }

    /// The forms of addresses.
    final class Form {

        private static final String FILES = "/v1/files/";
        private static final Pattern SSH = Pattern.compile("(scp|sftp)://([^/]*)(/.*|)");
        private static final Pattern HTTP = Pattern.compile("(https?://[^/?#]+)(/[^?#]*)?");

        private Form() {}
    }
}
