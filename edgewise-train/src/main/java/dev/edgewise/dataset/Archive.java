package dev.edgewise.dataset;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// An archive of recordings that somebody publishes.
///
/// @param url where it is, over HTTP or HTTPS
/// @param bytes its size, where that is known
/// @param sha256 its SHA-256 in 64 small hexadecimal digits, where that is known
record Archive(URI url, OptionalLong bytes, Optional<String> sha256) {

    /// Speech Commands v0.02 (Pete Warden, Google, 2018, CC BY 4.0) at its publisher's. Size and
    /// SHA-256 as TensorFlow Datasets lists them
    /// (<https://github.com/tensorflow/datasets>, `url_checksums/speech_commands.txt`); torchaudio
    /// lists the same SHA-256.
    static final Archive SPEECH_COMMANDS =
            new Archive(
                    URI.create("http://download.tensorflow.org/data/speech_commands_v0.02.tar.gz"),
                    OptionalLong.of(2_428_923_189L),
                    Optional.of(
                            "af14739ee7dc311471de98f5f9d2c9191b18aedfe957f4a6ff791c709868ff58"));

    Archive {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (!List.of("http", "https").contains(scheme) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "'" + url + "' is no address, such as http://host/words.tar.gz");
        }
        if (sha256.isPresent() && !sha256.get().matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "'" + sha256.get() + "' is no SHA-256: expected 64 hexadecimal digits");
        }
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
