package dev.edgewise.files.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScpCommandTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "scp -t .,                    true,  false, .",
                "scp -r -t ./,                true,  true,  .",
                "scp -v -r -p -d -t -- yes,   true,  true,  yes",
                "scp -rt ./yes/,              true,  true,  yes",
                "scp -t a b.wav,              true,  false, a b.wav",
                "scp -t 'a b.wav',            true,  false, a b.wav",
                "scp -f -- -a.wav,            false, false, -a.wav",
                "scp -f ../../etc/passwd,     false, false, ../../etc/passwd"
            })
    void theCommandLineOfScpIsUnderstood(
            String line, boolean sink, boolean recursive, String path) {
        ScpCommand.Request request = ScpCommand.Request.parse(line).orElseThrow();
        assertThat(request.sink()).isEqualTo(sink);
        assertThat(request.recursive()).isEqualTo(recursive);
        assertThat(request.path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ls",
                "scp",
                "scp -t",
                "scp -f -t .",
                "scp .",
                "scp -S sh -t .",
                "scpx -t .",
                "/bin/sh -c scp -t ."
            })
    void whatIsNotScpIsNoRequest(String line) {
        assertThat(ScpCommand.Request.parse(line)).isEmpty();
    }
}
