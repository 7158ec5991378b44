package dev.muster.cluster.boot;

import dev.muster.model.boot.BootAnswer;
import dev.muster.model.boot.CachedBootAnswer;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// What known machines were last to boot; kept on disk, fed by live answers and by the region's topic.
public interface BootAnswerCache {

    /// The answer to use while the region is away.
    Optional<BootAnswer> lastOf(MacAddress mac) throws IOException;

    /// Takes in what the region answered.
    ///
    /// @param askedAt when the question went out
    void answered(MacAddress mac, BootAnswer answer, Instant askedAt) throws IOException;

    /// Takes in what the region published (`muster.boot-answer.v1`); forgets a node that is gone.
    ///
    /// @param publishedAt the record's own time
    void published(CachedBootAnswer news, Instant publishedAt) throws IOException;

    /// Drops what is known of a machine that the region does not know.
    void forget(MacAddress mac) throws IOException;
}
