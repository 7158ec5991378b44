package dev.muster.lab;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/// The wiring of a rack: one namespace for the servers, one for the machines, a veth pair between them and a
/// bridge to which each machine is plugged. There is no route out.
///
/// ```
///   <name>-rack: rack0 10.77.0.1/24 ───── uplink ─ br0 ─┬─ tap0 :<name>-nodes
///                                                        └─ tap1
/// ```
public final class RackNetwork implements AutoCloseable {
    private static final String PREFIX = "muster-";

    public static final String INTERFACE = "rack0";
    public static final String SERVER = "10.77.0.1";
    public static final String SUBNET = "10.77.0.0/24";
    public static final String RANGE = "10.77.0.100-10.77.0.199";

    private static final AtomicInteger MADE = new AtomicInteger();

    private final NetworkNamespace rack;
    private final NetworkNamespace nodes;
    private final AtomicInteger taps = new AtomicInteger();

    private RackNetwork(NetworkNamespace rack, NetworkNamespace nodes) {
        this.rack = rack;
        this.nodes = nodes;
    }

    /// Makes both namespaces; those that a killed process left behind are removed first.
    public static RackNetwork create() throws IOException {
        NetworkNamespace.removeStale(PREFIX);
        String name = PREFIX + ProcessHandle.current().pid() + "-" + MADE.getAndIncrement();
        var network =
                new RackNetwork(NetworkNamespace.create(name + "-rack"), NetworkNamespace.create(name + "-nodes"));
        try {
            network.wire();
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    private void wire() {
        rack.ip("link", "add", INTERFACE, "type", "veth", "peer", "name", "uplink", "netns", nodes.name());
        rack.ip("addr", "add", SERVER + "/24", "dev", INTERFACE);
        rack.ip("link", "set", INTERFACE, "up");
        nodes.ip("link", "add", "br0", "type", "bridge", "forward_delay", "0", "stp_state", "0");
        nodes.ip("link", "set", "uplink", "master", "br0", "up");
        nodes.ip("link", "set", "br0", "up");
        // QEMU hands frames on as they are: a checksum left to the (missing) hardware would stay wrong.
        rack.command("ethtool", "-K", INTERFACE, "tx", "off").succeed();
        nodes.command("ethtool", "-K", "uplink", "tx", "off").succeed();
    }

    /// Plugs in one more machine: the name of its tap device in the nodes' namespace.
    public String plug() {
        String tap = "tap" + taps.getAndIncrement();
        nodes.ip("tuntap", "add", "dev", tap, "mode", "tap");
        nodes.ip("link", "set", tap, "master", "br0", "up");
        return tap;
    }

    public NetworkNamespace rack() {
        return rack;
    }

    public NetworkNamespace nodes() {
        return nodes;
    }

    @Override
    public void close() {
        nodes.close();
        rack.close();
    }
}
