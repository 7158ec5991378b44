package dev.muster.cluster.power.driver;

import dev.muster.cluster.power.PowerDriver;
import dev.muster.cluster.power.PowerFailure;
import dev.muster.cluster.power.PowerTarget;
import dev.muster.model.cluster.SubnetConfig;
import dev.muster.model.node.MacAddress;
import dev.muster.model.power.PowerState;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// The magic packet: six bytes of ones and the card's address sixteen times, to the broadcast address of every
/// subnet that the cluster is in, so that it leaves by the interface behind which the card is. Nobody answers it.
final class WakeOnLan implements PowerDriver {
    private static final Logger LOG = Logger.getLogger(WakeOnLan.class);
    private static final int DISCARD_PORT = 9;
    private static final int TIMES = 3;

    private final Supplier<List<SubnetConfig>> subnets;

    WakeOnLan(Supplier<List<SubnetConfig>> subnets) {
        this.subnets = subnets;
    }

    /// A subnet to be reached.
    ///
    /// @param from the cluster's own address in it
    /// @param to its broadcast address
    record Broadcast(InetAddress from, InetAddress to) {
        static Broadcast of(SubnetConfig subnet) {
            String[] network = subnet.cidr().split("/");
            byte[] octets = InetAddress.ofLiteral(network[0]).getAddress();
            for (int bit = Integer.parseInt(network[1]); bit < octets.length * 8; bit++) {
                octets[bit / 8] |= (byte) (0x80 >> bit % 8);
            }
            try {
                return new Broadcast(InetAddress.ofLiteral(subnet.server()), InetAddress.getByAddress(octets));
            } catch (UnknownHostException e) {
                throw new IllegalStateException("an address of another length", e);
            }
        }
    }

    @Override
    public void on(PowerTarget target) throws PowerFailure {
        MacAddress mac = MacAddress.parse(target.mandatory("mac_address"))
                .orElseThrow(() -> PowerFailure.lasting("the power parameter mac_address is not a MAC address"));
        byte[] packet = packet(mac);
        long reached = subnets.get().stream()
                .map(Broadcast::of)
                .filter(place -> sent(packet, place))
                .count();
        if (reached == 0) {
            throw PowerFailure.passing("the magic packet could be sent into no subnet of the cluster");
        }
    }

    @Override
    public void off(PowerTarget target) throws PowerFailure {
        throw PowerFailure.lasting("Wake-on-LAN cannot switch a machine off");
    }

    @Override
    public void softOff(PowerTarget target) throws PowerFailure {
        off(target);
    }

    @Override
    public PowerState state(PowerTarget target) {
        return PowerState.UNKNOWN;
    }

    static byte[] packet(MacAddress mac) {
        byte[] address = mac.toBytes();
        byte[] packet = new byte[6 + 16 * address.length];
        Arrays.fill(packet, 0, 6, (byte) 0xff);
        for (int at = 6; at < packet.length; at += address.length) {
            System.arraycopy(address, 0, packet, at, address.length);
        }
        return packet;
    }

    /// More than once: a lost one would not be missed by anybody.
    private static boolean sent(byte[] packet, Broadcast place) {
        try (var socket = new DatagramSocket(new InetSocketAddress(place.from(), 0))) {
            socket.setBroadcast(true);
            for (int i = 0; i < TIMES; i++) {
                socket.send(new DatagramPacket(packet, packet.length, place.to(), DISCARD_PORT));
            }
            return true;
        } catch (IOException e) {
            LOG.warnf("no magic packet to %s: %s", place.to().getHostAddress(), e.getMessage());
            return false;
        }
    }
}
