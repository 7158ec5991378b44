package dev.muster.cluster.iscsi.server;

import io.netty.channel.DefaultMessageSizeEstimator;
import io.netty.channel.FileRegion;
import io.netty.channel.MessageSizeEstimator;

/// Counts file regions with their bytes: Netty takes them for empty, and the channel would never be full.
enum CountingRegions implements MessageSizeEstimator {
    INSTANCE;

    @Override
    public Handle newHandle() {
        Handle others = DefaultMessageSizeEstimator.DEFAULT.newHandle();
        return message -> message instanceof FileRegion region
                ? (int) Math.min(Integer.MAX_VALUE, region.count())
                : others.size(message);
    }
}
