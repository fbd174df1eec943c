package dev.edgewise.link;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// A plain server on a free port of this machine, and the client's side of what it speaks.
public final class Peer implements Closeable {

    /// What a server does with one connection.
    public interface Conversation {
        void with(Socket socket) throws IOException;
    }

    private final ServerSocket port;

    public Peer(Conversation conversation) throws IOException {
        port = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(() -> accept(conversation));
    }

    /// A server that takes requests of any size and gives answers of any size: two numbers, then
    /// as many bytes as the first says come in, and as many as the second says go out.
    public static Peer forTransfers() throws IOException {
        return new Peer(
                socket -> {
                    socket.setTcpNoDelay(true);
                    DataInputStream in = new DataInputStream(socket.getInputStream());
                    byte[] block = new byte[64 << 10];
                    while (true) {
                        int up = in.readInt();
                        int down = in.readInt();
                        in.skipNBytes(up);
                        for (int left = down; left > 0; left -= block.length) {
                            socket.getOutputStream().write(block, 0, Math.min(left, block.length));
                        }
                    }
                });
    }

    /// Sends a request of `up` bytes, 8 of which are its header, for an answer of `down` bytes;
    /// milliseconds until the answer is there.
    public static double transfer(Socket socket, int up, int down) throws IOException {
        byte[] request = new byte[up];
        ByteBuffer.wrap(request).putInt(up - 8).putInt(down);
        long start = System.nanoTime();
        new DataOutputStream(socket.getOutputStream()).write(request);
        new DataInputStream(socket.getInputStream()).skipNBytes(down);
        return (System.nanoTime() - start) / 1e6;
    }

    public static Socket connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        socket.connect(address);
        socket.setTcpNoDelay(true);
        return socket;
    }

    /// Runs `work` on a thread of its own.
    public static Thread aside(Conversation work, Socket socket, Consumer<IOException> failed) {
        return Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try {
                                work.with(socket);
                            } catch (IOException e) {
                                failed.accept(e);
                            }
                        });
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(port.getInetAddress(), port.getLocalPort());
    }

    private void accept(Conversation conversation) {
        try {
            while (true) {
                Socket socket = port.accept();
                aside(
                        s -> {
                            try (s) {
                                conversation.with(s);
                            }
                        },
                        socket,
                        e -> {});
            }
        } catch (IOException e) {
            // closed
        }
    }

    @Override
    public void close() throws IOException {
        port.close();
    }
}
