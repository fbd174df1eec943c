package dev.edgewise.serve.grpc;

import io.grpc.Decompressor;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;

/// Reads messages in gRPC's coding `deflate` (RFC 1950), which Triton's client offers and the
/// library leaves out. Like gzip's, they may grow no further than the limit.
final class Deflated implements Decompressor {

    @Override
    public String getMessageEncoding() {
        return "deflate";
    }

    @Override
    public InputStream decompress(InputStream message) {
        return new InflaterInputStream(message);
    }
}
