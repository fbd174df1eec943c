package dev.edgewise.upload;

import java.util.LinkedHashMap;
import java.util.Map;

/// What an upload's time went to, in nanoseconds. They add up to the total.
///
/// @param handshake connecting, and being let in
/// @param looking asking what is there already
/// @param transfer as long as the link is busy with the files' bytes, by its measured rate
/// @param roundTrips as often as an answer was waited for, by the link's measured round trip
/// @param rest what the files took besides: both ends' work, TCP's slow start, what the protocol
/// adds to the bytes. Below zero where waiting and sending overlapped
/// @param verifying asking for hashes of what is there
/// @param total from the first to the last moment
public record UploadParts(
        long handshake,
        long looking,
        long transfer,
        long roundTrips,
        long rest,
        long verifying,
        long total) {

    /// What none of the others is.
    public long unaccounted() {
        return total - handshake - looking - transfer - roundTrips - rest - verifying;
    }

    /// All of them by name, the total not among them.
    public Map<String, Long> byName() {
        Map<String, Long> parts = new LinkedHashMap<>();
        parts.put("handshake", handshake);
        parts.put("looking", looking);
        parts.put("transfer", transfer);
        parts.put("round trips", roundTrips);
        parts.put("rest", rest);
        parts.put("verifying", verifying);
        parts.put("unaccounted", unaccounted());
        return parts;
    }
}
