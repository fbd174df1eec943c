package dev.edgewise.serve.grpc;

import com.google.protobuf.MessageLite;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.InputStream;

/// A request as it came. Where it can't be read, that is told only when it is asked for: the
/// library takes what fails earlier for a bug of ours.
@FunctionalInterface
interface Arrived<Q> {

    /// The request.
    ///
    /// @throws Unreadable if it is too large or no such message
    Q message() throws Unreadable;

    /// How many bytes the message takes; 0 if it can't be read.
    default long size() {
        try {
            return message() instanceof MessageLite bytes ? bytes.getSerializedSize() : 0;
        } catch (Unreadable e) {
            return 0;
        }
    }

    /// A request that can't be read.
    final class Unreadable extends IOException {

        private static final long serialVersionUID = 1;

        private final Status.Code code;

        private Unreadable(Status.Code code, String message) {
            super(message);
            this.code = code;
        }

        Status.Code code() {
            return code;
        }
    }

    /// Reads requests that `marshaller` reads.
    ///
    /// @param name of the messages
    static <Q> Marshaller<Arrived<Q>> reading(String name, Marshaller<Q> marshaller) {
        return new Marshaller<>() {
            @Override
            public InputStream stream(Arrived<Q> request) {
                throw new UnsupportedOperationException("a server sends no requests");
            }

            @Override
            public Arrived<Q> parse(InputStream bytes) {
                try {
                    Q message = marshaller.parse(bytes);
                    return () -> message;
                } catch (StatusRuntimeException e) {
                    Status status = e.getStatus();
                    Unreadable failure =
                            status.getCode() == Status.Code.RESOURCE_EXHAUSTED
                                    ? new Unreadable(
                                            status.getCode(),
                                            String.valueOf(status.getDescription()))
                                    : new Unreadable(
                                            Status.Code.INVALID_ARGUMENT,
                                            "the request is no " + name);
                    return () -> {
                        throw failure;
                    };
                }
            }
        };
    }
}
