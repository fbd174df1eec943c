package dev.edgewise.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// A server that does nothing: one thread that answers each request, whatever it is, with the
/// same prediction. What is left is the cost of asking. It takes requests whose head and body
/// come together, as ours and wrk's small ones do.
public final class NullServer {

    private static final String BODY =
            "{\"word\":\"yes\",\"confidence\":1.0,\"scores\":{\"yes\":1.0}}";
    private static final byte[] ANSWER =
            ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                            + BODY.length()
                            + "\r\n\r\n"
                            + BODY)
                    .getBytes(StandardCharsets.ISO_8859_1);
    private static final int LARGEST = 256 << 10;

    private NullServer() {}

    /// Says where it listens, and answers until it is ended.
    public static void main(String[] args) throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open();
                Selector selector = Selector.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            System.out.println("listening on http://127.0.0.1:" + server.socket().getLocalPort());
            while (true) {
                selector.select(key -> ready(key, selector));
            }
        }
    }

    private static void ready(SelectionKey key, Selector selector) {
        try {
            if (key.channel() instanceof ServerSocketChannel server) {
                SocketChannel accepted = server.accept();
                accepted.configureBlocking(false);
                accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
                accepted.register(
                        selector,
                        SelectionKey.OP_READ,
                        new Caller(ByteBuffer.allocateDirect(LARGEST)));
            } else if (key.channel() instanceof SocketChannel channel
                    && key.attachment() instanceof Caller caller
                    && !caller.answer(channel)) {
                channel.close();
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    /// One connection: what has come of the request under way.
    private record Caller(ByteBuffer came) {

        boolean answer(SocketChannel channel) throws IOException {
            if (channel.read(came) < 0) {
                return false;
            }
            if (whole()) {
                came.clear();
                channel.write(ByteBuffer.wrap(ANSWER));
            }
            return true;
        }

        private boolean whole() {
            int end = came.position();
            for (int i = 0; i + 3 < end; i++) {
                if (came.get(i) == '\r'
                        && came.get(i + 1) == '\n'
                        && came.get(i + 2) == '\r'
                        && came.get(i + 3) == '\n') {
                    return end >= i + 4 + length(i);
                }
            }
            return false;
        }

        /// `Content-Length`, 0 where there is none.
        private int length(int headEnd) {
            byte[] head = new byte[headEnd];
            came.get(0, head);
            String text = new String(head, StandardCharsets.ISO_8859_1);
            int at = text.indexOf("Content-Length: ");
            if (at < 0) {
                return 0;
            }
            int stop = text.indexOf('\r', at);
            return Integer.parseInt(
                    text.substring(at + "Content-Length: ".length(), stop < 0 ? headEnd : stop));
        }
    }
}
