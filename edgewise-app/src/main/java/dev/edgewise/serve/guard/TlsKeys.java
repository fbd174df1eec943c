package dev.edgewise.serve.guard;

import dev.edgewise.tls.PemFile;
import dev.edgewise.tls.TlsContext;
import dev.edgewise.tls.TlsIdentity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/// Makes what TLS needs of PEM files, again whenever they change.
public final class TlsKeys {

    private TlsKeys() {}

    /// TLS by `files`, which follows them.
    ///
    /// @throws IOException with one line that names the file that can't be used
    public static Reloaded<SSLContext> follow(TlsFiles files, Consumer<Notice> notices)
            throws IOException {
        return new Reloaded<>(files.all(), contents -> context(files, contents), notices);
    }

    private static SSLContext context(TlsFiles files, List<byte[]> contents) throws IOException {
        TlsIdentity server =
                TlsIdentity.of(
                        PemFile.of(files.certificates(), contents.get(0)),
                        PemFile.of(files.key(), contents.get(1)));
        return TlsContext.of(
                Optional.of(server), files.clientCa().map(ca -> PemFile.of(ca, contents.get(2))));
    }
}
