package dev.edgewise.oip;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.edgewise.Allocation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Timeout;

/// Whatever the bytes, a message is read or refused by the documented exception, in memory that is
/// in proportion to them; and what was read comes back from what is written of it.
@Timeout(20)
class InferFuzzTest {

    private static final int PER_BYTE = 256;
    private static final int FIXED = 1 << 20;
    private static final List<Long> OPEN = List.of(-1L, 2L);

    /// A body that work is done on.
    private interface Reading {
        void read() throws OipException;
    }

    @FuzzTest(maxDuration = "10m")
    void aRequestInJsonIsReadOrRefused(byte[] bytes) {
        requireBounded(bytes, () -> readRequest(Payload.of(bytes, Optional.empty())));
    }

    /// The first two bytes say how long the JSON object is.
    @FuzzTest(maxDuration = "10m")
    void aRequestWithBinaryDataIsReadOrRefused(byte[] bytes) {
        if (bytes.length < 2) {
            return;
        }
        int header = Byte.toUnsignedInt(bytes[0]) << 8 | Byte.toUnsignedInt(bytes[1]);
        byte[] body = Arrays.copyOfRange(bytes, 2, bytes.length);
        requireBounded(
                bytes, () -> readRequest(Payload.of(body, Optional.of(Integer.toString(header)))));
    }

    @FuzzTest(maxDuration = "10m")
    void aResponseIsReadOrRefused(byte[] bytes) {
        requireBounded(
                bytes,
                () -> {
                    InferResponse read = InferResponse.read(Payload.of(bytes, Optional.empty()));
                    assertThat(InferResponse.read(read.write(Set.of())).outputs())
                            .hasSameSizeAs(read.outputs());
                });
    }

    private static void readRequest(Payload payload) throws OipException {
        if (payload.isRaw()) {
            for (Datatype datatype : Datatype.values()) {
                assertThat(InferRequest.raw(payload, "x", datatype, OPEN).inputs()).hasSize(1);
            }
            return;
        }
        InferRequest read = InferRequest.read(payload);
        InferRequest again = InferRequest.read(read.write(true));
        assertThat(again.id()).isEqualTo(read.id());
        assertThat(again.outputs()).hasSameSizeAs(read.outputs());
        for (int i = 0; i < read.inputs().size(); i++) {
            Tensor tensor = read.inputs().get(i);
            Tensor copy = again.inputs().get(i);
            assertThat(copy.name()).isEqualTo(tensor.name());
            assertThat(copy.datatype()).isEqualTo(tensor.datatype());
            assertThat(copy.shape()).isEqualTo(tensor.shape());
            assertThat(copy.data()).isEqualTo(tensor.data());
        }
    }

    private static void requireBounded(byte[] bytes, Reading reading) {
        Allocation.requireBounded(
                () -> {
                    try {
                        reading.read();
                    } catch (OipException e) {
                        assertThat(e.getMessage()).isNotBlank();
                    }
                },
                bytes.length,
                PER_BYTE,
                FIXED);
    }
}
