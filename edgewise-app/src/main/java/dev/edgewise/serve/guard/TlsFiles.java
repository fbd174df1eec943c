package dev.edgewise.serve.guard;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The files that TLS is made of, all of them PEM.
///
/// @param certificates the server's certificate and those that lead to its root
/// @param key the certificate's private key, not encrypted
/// @param clientCa who must have signed a client's certificate; empty asks for none
public record TlsFiles(Path certificates, Path key, Optional<Path> clientCa) {

    List<Path> all() {
        return Stream.concat(Stream.of(certificates, key), clientCa.stream()).toList();
    }
}
