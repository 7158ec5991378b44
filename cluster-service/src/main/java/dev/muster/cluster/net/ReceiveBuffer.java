package dev.muster.cluster.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.channel.unix.RawUnixChannelOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jboss.logging.Logger;

/// The kernel's receive buffer of a UDP socket on Netty's epoll transport.
public final class ReceiveBuffer {
    private static final Logger LOG = Logger.getLogger(ReceiveBuffer.class);
    private static final int SOL_SOCKET = 1;

    /// `SO_RCVBUFFORCE`: beyond `net.core.rmem_max`, for who has CAP_NET_ADMIN.
    private static final IntegerUnixChannelOption FORCED =
            new IntegerUnixChannelOption("SO_RCVBUFFORCE", SOL_SOCKET, 33);

    /// `SO_MEMINFO` (Linux 4.12): nine numbers of 32 bits, of which the last is the datagrams that were dropped.
    private static final RawUnixChannelOption MEMORY =
            new RawUnixChannelOption("SO_MEMINFO", SOL_SOCKET, 55, 9 * Integer.BYTES);

    private static final int DROPS_AT = 8 * Integer.BYTES;

    private ReceiveBuffer() {}

    /// Makes it as large as it was to be, or says how large it is.
    static void enlarge(Channel channel, int bytes) {
        if (size(channel) >= bytes) {
            return;
        }
        try {
            channel.config().setOption(FORCED, bytes);
        } catch (ChannelException notAllowed) {
            LOG.warnf(
                    "the receive buffer of %s has %s bytes, not %s: give this service CAP_NET_ADMIN, or set the"
                            + " sysctl net.core.rmem_max",
                    channel.localAddress(), Integer.toString(size(channel)), Integer.toString(bytes));
        }
    }

    /// In bytes, of which the kernel's own book-keeping takes a part.
    static int size(Channel channel) {
        // the kernel doubles what it is given, and tells the double
        return channel.config().getOption(ChannelOption.SO_RCVBUF) / 2;
    }

    /// Datagrams that the socket has lost since it was opened because the buffer was full; wraps at 2^32.
    ///
    /// @throws IOException if the kernel does not tell, or the socket is closed
    public static int drops(Channel channel) throws IOException {
        try {
            ByteBuffer memory = channel.config().getOption(MEMORY);
            return memory.order(ByteOrder.nativeOrder()).getInt(DROPS_AT);
        } catch (ChannelException e) {
            throw new IOException("the kernel does not tell what it dropped", e);
        }
    }
}
