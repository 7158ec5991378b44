package dev.muster.cluster.syslog.server;

import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import java.net.InetAddress;

/// Reads of a connection that are no larger than the room that its sender has: many connections that were found
/// readable at once would otherwise fill more than there is.
final class RoomyReads extends DefaultMaxMessagesRecvByteBufAllocator {
    private static final int SMALLEST = 1024;
    private static final int LARGEST = 65_536;

    private final LineIntake intake;
    private final InetAddress sender;

    RoomyReads(LineIntake intake, InetAddress sender) {
        super(1);
        this.intake = intake;
        this.sender = sender;
    }

    @Override
    @SuppressWarnings("deprecation") // the type that Netty's own allocators give
    public Handle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public int guess() {
                return Math.clamp(intake.room(sender), SMALLEST, LARGEST);
            }
        };
    }
}
