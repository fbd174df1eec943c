package dev.edgewise.serve.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgewise.serve.http.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageFileTest {

    private static final String TEXT = "told again and again, ".repeat(100) + "until it is long\n";

    private static PageFile file(String name) throws IOException {
        return PageFile.read("/dev/edgewise/serve/page/" + name).orElseThrow();
    }

    private static byte[] bytes(Answer answer) {
        return ((Answer.Whole) answer.body()).bytes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.txt", "packed.txt"})
    void bothFormsAreMadeOnceHoweverTheFileLies(String name) throws IOException {
        PageFile file = file(name);
        Answer plain = file.answer(Optional.empty());
        assertThat(new String(bytes(plain), StandardCharsets.UTF_8)).isEqualTo(TEXT);
        assertThat(plain.headers()).isEmpty();
        Answer packed = file.answer(Optional.of("br, gzip;q=0.5"));
        assertThat(packed.headers()).containsEntry("Content-Encoding", "gzip");
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes(packed)))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(TEXT);
        }
        assertThat(file.plain()).isSameAs(bytes(plain)).isSameAs(file.plain());
        assertThat(file.packed()).isSameAs(bytes(packed)).isSameAs(file.packed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip;q=0", "gzip; q=0.0, br", "deflate", "", "gzipped", "gzip;q=x"})
    void aClientThatTakesNoGzipGetsThePlainForm(String accepted) throws IOException {
        assertThat(file("packed.txt").answer(Optional.of(accepted)).headers()).isEmpty();
    }
}
