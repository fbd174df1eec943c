package dev.edgewise.study;

import dev.edgewise.measure.ProcessUsage;
import java.util.OptionalLong;

/// What an arm used for a block; nothing where that isn't measured.
///
/// @param arm by its name
/// @param requests that the block had, the cold one included
/// @param client this process, where the requests come from and the edge's model runs
/// @param server the process that answers; unknown at `edge`, where there is none
/// @param bytesOut sent in bodies of requests and in uploaded files
/// @param bytesIn received in bodies of answers
/// @param microjoules that the whole machine's processors used meanwhile
record Resources(
        String arm,
        int block,
        int requests,
        ProcessUsage client,
        ProcessUsage server,
        long bytesOut,
        long bytesIn,
        OptionalLong microjoules) {}
