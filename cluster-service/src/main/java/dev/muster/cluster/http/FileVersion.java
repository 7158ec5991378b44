package dev.muster.cluster.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What tells one state of a file from another, as HTTP says it.
///
/// @param modified whole seconds, as HTTP has no more
/// @param settled the file did not change in the second before this one, so that its date is a strong validator
///     (RFC 9110 8.8.2.2)
/// @param etag strong, with its quotes: SHA-256 of the file; empty while that is being computed
record FileVersion(long size, Instant modified, boolean settled, Optional<String> etag) {

    static FileVersion of(FileStamp stamp, Optional<String> sha256, Instant now) {
        Instant seconds = stamp.modified().truncatedTo(ChronoUnit.SECONDS);
        return new FileVersion(
                stamp.size(), seconds, seconds.plusSeconds(2).isBefore(now), sha256.map(digest -> '"' + digest + '"'));
    }
}
