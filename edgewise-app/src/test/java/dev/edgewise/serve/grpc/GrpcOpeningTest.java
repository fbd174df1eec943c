package dev.edgewise.serve.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.edgewise.engine.Catalog;
import dev.edgewise.engine.LoadSettings;
import dev.edgewise.engine.TestCatalog;
import dev.edgewise.engine.Workers;
import dev.edgewise.serve.guard.BodyBudget;
import dev.edgewise.serve.guard.Patience;
import dev.edgewise.serve.http.Access;
import dev.edgewise.serve.v2.Inference;
import dev.edgewise.serve.v2.ModelFacts;
import dev.edgewise.telemetry.Telemetry;
import dev.edgewise.telemetry.TelemetrySettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.KeyManagementException;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A server whose library fails when the first client knocks.
@Timeout(120)
class GrpcOpeningTest {

    private static final String FAILURE = "a class of the library is broken";

    /// TLS that can't be had.
    private static final class Broken extends SSLContextSpi {

        static SSLContext context() {
            return new SSLContext(
                    new Broken(), new Provider("broken", "1", "can't be had") {}, "TLS") {};
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {
            throw new LinkageError(FAILURE);
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            throw new LinkageError(FAILURE);
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            throw new LinkageError(FAILURE);
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            throw new LinkageError(FAILURE);
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            throw new LinkageError(FAILURE);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            throw new LinkageError(FAILURE);
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            throw new LinkageError(FAILURE);
        }
    }

    @Test
    void aServerThatCannotOpenSaysSoAndLeavesNobodyWaiting()
            throws IOException, InterruptedException {
        LinkedBlockingQueue<Throwable> complaints = new LinkedBlockingQueue<>();
        try (Catalog catalog = TestCatalog.of(List.of(new HeldModel()));
                Telemetry telemetry = Telemetry.start(TelemetrySettings.plain("7"), line -> {})) {
            GrpcServices services =
                    new GrpcServices(
                            catalog,
                            new Inference(
                                    new Workers(LoadSettings.of(1, 1), telemetry::refused),
                                    catalog.usage()),
                            new ModelFacts("7", catalog),
                            telemetry,
                            Clock.systemUTC(),
                            catalog::isReady,
                            complaints::add);
            GrpcGuard guard =
                    new GrpcGuard(
                            Duration.ofSeconds(1),
                            Patience.USUAL,
                            new BodyBudget(1 << 20),
                            Optional.of(Broken.context()),
                            false,
                            new Access(Optional.empty()));
            GrpcSettings settings = new GrpcSettings("127.0.0.1", 0, 1 << 16, 1);
            try (GrpcServer server = GrpcServer.start(settings, guard, services)) {
                InetSocketAddress address = server.address();
                try (Socket first = new Socket(address.getAddress(), address.getPort())) {
                    assertThat(complaints.poll(100, TimeUnit.SECONDS)).hasMessage(FAILURE);
                    first.setSoTimeout(100_000);
                    assertThat(hasEnded(first)).isTrue();
                }
                assertThatIOException()
                        .isThrownBy(
                                () -> new Socket(address.getAddress(), address.getPort()).close());
            }
        }
    }

    private static boolean hasEnded(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            // Reset, since nobody took it.
            return true;
        }
    }
}
