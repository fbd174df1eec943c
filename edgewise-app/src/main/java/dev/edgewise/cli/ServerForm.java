package dev.edgewise.cli;

import dev.edgewise.http.HttpConnection;
import java.net.URI;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the address of a server: a URL, or a host that is asked by HTTP, at the port that `serve`
/// has unless another is named.
final class ServerForm implements ITypeConverter<URI> {

    private static final String USUAL_PORT = ":8080";

    @Override
    public URI convert(String text) {
        try {
            return HttpConnection.address(text.contains("://") ? text : "http://" + host(text));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no server, expected HOST, HOST:PORT or http://HOST:PORT");
        }
    }

    private static String host(String text) {
        String host = text.strip();
        if (host.matches("[0-9a-fA-F]*:[0-9a-fA-F:.]*:[0-9a-fA-F.]*")) {
            // An IPv6 address without brackets can't have a port.
            return "[" + host + "]" + USUAL_PORT;
        }
        return host.matches(".*:\\d+") || host.contains("/") ? host : host + USUAL_PORT;
    }
}
