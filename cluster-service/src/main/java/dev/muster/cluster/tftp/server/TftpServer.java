package dev.muster.cluster.tftp.server;

import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.net.UdpBinding;
import dev.muster.cluster.tftp.MacLookup;
import dev.muster.cluster.tftp.TftpEvents;
import dev.muster.cluster.tftp.TftpRoutes;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;

/// A read-only TFTP server on one address: requests come to its port, each transfer has a socket of its own.
public final class TftpServer implements AutoCloseable {
    private static final int RECEIVE_BUFFER = 8 << 20;

    private final Channel requests;
    private final Admission admission;
    private final ChannelGroup transfers;

    private TftpServer(Channel requests, Admission admission, ChannelGroup transfers) {
        this.requests = requests;
        this.admission = admission;
        this.transfers = transfers;
    }

    /// @throws IOException naming address and interface when the port cannot be had
    public static TftpServer start(
            Listeners listeners, TftpServerConfig config, TftpRoutes routes, MacLookup leases, TftpEvents events)
            throws IOException {
        var admission = new Admission(config.maxTransfers(), config.maxTransfersPerClient());
        var transfers = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        var starter = new TransferStarter(listeners, config, transfers, events);
        var handler = new RequestHandler(config.address().getAddress(), routes, leases, admission, starter, events);
        // a rack that is switched on asks in one moment
        var binding = new UdpBinding(config.address(), config.device(), false, RECEIVE_BUFFER);
        return new TftpServer(listeners.udp(binding, handler), admission, transfers);
    }

    /// Where it listens; tells the port when a free one was asked for.
    public InetSocketAddress address() {
        return (InetSocketAddress) requests.localAddress();
    }

    /// Requests being resolved and transfers under way.
    public int running() {
        return admission.running();
    }

    /// Ends the transfers too: their clients see silence, as from a machine that went away.
    @Override
    public void close() {
        requests.close().awaitUninterruptibly();
        transfers.close().awaitUninterruptibly();
    }
}
