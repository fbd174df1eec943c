package dev.edgewise.upload;

import dev.edgewise.measure.statistics.Estimate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What came of an upload.
///
/// @param to the server, and the folder there
/// @param way how files travelled, in words
/// @param files in the folder
/// @param skipped were there already, with the same hash
/// @param stored are there now that weren't; at most, if that isn't [#certain]
/// @param verified of those stored, whose hash there is theirs
/// @param bytes of files that were sent
/// @param waits how often an answer was waited for before more could be sent
/// @param lost what is not there, a line each
/// @param parts what the time went to
/// @param perFile a file's mean time, in milliseconds; empty where files have no times of their own
/// @param roundTrip the link's as measured in this run; empty if it could not be
/// @param upMbits its rate; empty if it could not be measured, or is too high to be
public record UploadResult(
        String to,
        String way,
        boolean archive,
        int files,
        int skipped,
        int stored,
        int verified,
        long bytes,
        long waits,
        List<String> lost,
        UploadParts parts,
        Optional<Estimate> perFile,
        Optional<Duration> roundTrip,
        OptionalDouble upMbits,
        UploadEnding ending) {

    public UploadResult {
        lost = List.copyOf(lost);
        if (skipped + stored > files) {
            throw new IllegalArgumentException(
                    "there can't be more files there than here: "
                            + (skipped + stored)
                            + " of "
                            + files);
        }
    }

    /// Whether it is known how many are there: of an archive over a connection that was lost, what
    /// was sent isn't all there.
    public boolean certain() {
        return !archive || verified == stored || ending instanceof UploadEnding.Complete;
    }
}
