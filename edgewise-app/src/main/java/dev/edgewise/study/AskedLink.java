package dev.edgewise.study;

import dev.edgewise.link.LinkProfile;
import java.time.Duration;

/// The numbers of an emulated link as it was asked for, which last longer than the files that a
/// profile may name.
///
/// @param name of the profile
/// @param spec all that it asks for, in the form that `edgewise link` takes
/// @param downBitsPerSecond to the edge; [LinkProfile#UNLIMITED] is no limit
/// @param upBitsPerSecond from the edge
record AskedLink(
        String name,
        String spec,
        Duration roundTrip,
        long downBitsPerSecond,
        long upBitsPerSecond) {

    static AskedLink of(LinkProfile profile) {
        return new AskedLink(
                profile.name(),
                profile.spec(),
                profile.roundTrip(),
                profile.downBitsPerSecond(),
                profile.upBitsPerSecond());
    }
}
