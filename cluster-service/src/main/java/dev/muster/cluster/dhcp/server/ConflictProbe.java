package dev.muster.cluster.dhcp.server;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.net.Interfaces;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.jboss.logging.Logger;

/// Asks the network, in the background, who uses the addresses that will be given next (ARP probe, RFC 5227
/// 2.1.1), so that no offer has to wait for it.
public final class ConflictProbe implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ConflictProbe.class);
    private static final byte[] ALL_STATIONS = {-1, -1, -1, -1, -1, -1};
    private static final int ROUND_MILLIS = 1000;
    private static final int RECEIVE_MILLIS = 200;

    /// Who wants to know. Called on the probe's own thread.
    public interface Watcher {
        /// The addresses to ask about now.
        List<Ipv4> toProbe();

        void quiet(Ipv4 address);

        /// @param station who answered
        void inUse(Ipv4 address, MacAddress station);
    }

    private final String interfaceName;
    private final byte[] ownMac;
    private final PacketSocket socket;
    private final Watcher watcher;
    private final Thread thread;
    private volatile boolean open = true;

    private ConflictProbe(String interfaceName, byte[] ownMac, PacketSocket socket, Watcher watcher) {
        this.interfaceName = interfaceName;
        this.ownMac = ownMac;
        this.socket = socket;
        this.watcher = watcher;
        this.thread = new Thread(this::run, "muster-arp-" + interfaceName);
        thread.setDaemon(true);
    }

    /// @throws IOException if the interface has no hardware address or gives no packet socket
    public static ConflictProbe start(String interfaceName, Watcher watcher) throws IOException {
        var network = Interfaces.named(interfaceName);
        var mac = network.getHardwareAddress();
        if (mac == null || mac.length != ArpProbe.MAC_LENGTH) {
            throw new IOException("no Ethernet address on " + interfaceName);
        }
        var socket = PacketSocket.listening(network, PacketSocket.ETH_P_ARP, RECEIVE_MILLIS);
        var probe = new ConflictProbe(interfaceName, mac, socket, watcher);
        probe.thread.start();
        return probe;
    }

    @Override
    public void close() {
        open = false;
    }

    private void run() {
        try (socket) {
            while (open) {
                round();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("address conflicts on " + interfaceName + " are no longer looked for", e);
        }
    }

    private void round() throws IOException {
        var silent = new HashSet<>(watcher.toProbe());
        for (var address : silent) {
            var room = socket.room();
            ArpProbe.write(room, ownMac, address);
            socket.send(ALL_STATIONS, room);
        }
        long end = System.nanoTime() + ROUND_MILLIS * 1_000_000L;
        while (open && System.nanoTime() < end) {
            ByteBuffer heard = socket.receive();
            var sender = ArpProbe.sender(heard).filter(station -> !Arrays.equals(station.mac(), ownMac));
            if (sender.isPresent() && silent.remove(sender.get().address())) {
                watcher.inUse(
                        sender.get().address(), MacAddress.ofBytes(sender.get().mac()));
            }
        }
        if (open) {
            silent.forEach(watcher::quiet);
        }
    }
}
