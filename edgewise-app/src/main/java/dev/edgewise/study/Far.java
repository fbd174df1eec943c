package dev.edgewise.study;

import java.util.Optional;

/// A remote place as it was asked for.
///
/// @param name by which samples and tables tell it from others: the link's or the server's
/// @param link the emulated link to a server of our own; nothing where the server is a real one
/// @param server the real server's address; empty where there is none
/// @param upload how files get there, in words
record Far(String name, Optional<AskedLink> link, String server, String upload) {

    Far {
        if (link.isPresent() != server.isEmpty()) {
            throw new IllegalArgumentException(
                    name + ": an emulated link or a server's address is needed, one of them");
        }
    }

    static Far of(Remote remote) {
        return switch (remote) {
            case Remote.Emulated emulated ->
                    new Far(
                            emulated.link().name(),
                            Optional.of(AskedLink.of(emulated.link())),
                            "",
                            emulated.upload().label());
            case Remote.Real real ->
                    new Far(
                            real.server().getAuthority(),
                            Optional.empty(),
                            real.server().toString(),
                            real.upload().label());
        };
    }
}
