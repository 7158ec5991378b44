package dev.muster.cluster.iscsi.server;

import io.netty.channel.DefaultFileRegion;
import java.nio.channels.FileChannel;

/// A part of an image that the kernel moves from the page cache to the socket. The file is its session's to close.
final class ImageRegion extends DefaultFileRegion {
    ImageRegion(FileChannel file, long position, long count) {
        super(file, position, count);
    }

    @Override
    protected void deallocate() {
        // the next region of the same file needs it
    }
}
