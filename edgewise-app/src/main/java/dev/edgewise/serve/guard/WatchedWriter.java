package dev.edgewise.serve.guard;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/// Writes to a connection that is watched.
record WatchedWriter(DataWriter writer, Watched watched) implements DataWriter {

    @Override
    public void write(BufferData... buffers) {
        watched.write(length(buffers), () -> writer.write(buffers));
    }

    @Override
    public void write(BufferData buffer) {
        watched.write(buffer.available(), () -> writer.write(buffer));
    }

    @Override
    public void writeNow(BufferData... buffers) {
        watched.write(length(buffers), () -> writer.writeNow(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
        watched.write(buffer.available(), () -> writer.writeNow(buffer));
    }

    private static long length(BufferData... buffers) {
        long length = 0;
        for (BufferData buffer : buffers) {
            length += buffer.available();
        }
        return length;
    }
}
