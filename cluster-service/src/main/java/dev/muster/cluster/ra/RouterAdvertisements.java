package dev.muster.cluster.ra;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.muster.cluster.net.InterfaceKeeper;
import dev.muster.cluster.net.Interfaces;
import dev.muster.cluster.net.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Sends an interface its router advertisement: at the start, on each solicitation and, if machines keep something of
/// it for a time, every few minutes. iPXE's BIOS ROM waits 13 to 16 seconds for one before it starts to load, so that
/// one goes out even where there is nothing to say.
final class RouterAdvertisements implements InterfaceKeeper.Service {
    private static final Logger LOG = Logger.getLogger(RouterAdvertisements.class);

    private static final int AF_INET6 = 10;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPPROTO_ICMPV6 = 58;
    private static final int ICMP6_FILTER = 1;
    private static final int IPV6_MULTICAST_IF = 17;
    private static final int IPV6_MULTICAST_HOPS = 18;
    private static final int IPV6_MULTICAST_LOOP = 19;
    private static final int IPV6_JOIN_GROUP = 20;
    private static final int SOLICITATION = 133;
    private static final byte[] ALL_NODES = {(byte) 0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    private static final byte[] ALL_ROUTERS = {(byte) 0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2};

    private static final int RECEIVE_MILLIS = 500;
    /// A link-local address is usable about 1.5 s after the link is up (duplicate address detection).
    private static final int ATTEMPTS_AT_START = 20;
    private static final long SHORTEST_GAP_MILLIS = 100;
    /// Within the bounds of RFC 4861 6.2.1 (at most 1800 s), and a third of a router's lifetime at most.
    private static final Duration LONGEST_GAP = Duration.ofMinutes(5);

    private final NetworkInterface network;
    private final int socket;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment allNodes;
    private final MemorySegment message;
    private final Duration repeat;
    private final Thread thread;
    private volatile boolean open = true;
    private boolean complained;

    private RouterAdvertisements(NetworkInterface network, int socket, Advertisement advertisement) {
        this.network = network;
        this.socket = socket;
        this.allNodes = socketAddress(network.getIndex());
        this.message = arena.allocateFrom(JAVA_BYTE, advertisement.toBytes());
        this.repeat = advertisement.isKept() ? gap(advertisement.routerLifetime()) : Duration.ofDays(1);
        this.thread = new Thread(this::run, "muster-ra-" + network.getName());
        thread.setDaemon(true);
    }

    /// @throws IOException if the interface or a raw ICMPv6 socket cannot be had
    static RouterAdvertisements start(String interfaceName, Advertisement advertisement) throws IOException {
        var network = Interfaces.named(interfaceName);
        int socket = Libc.socket(AF_INET6, Libc.SOCK_RAW, IPPROTO_ICMPV6);
        try {
            prepare(socket, network);
        } catch (IOException e) {
            Libc.close(socket);
            throw e;
        }
        var advertisements = new RouterAdvertisements(network, socket, advertisement);
        advertisements.thread.start();
        return advertisements;
    }

    @Override
    public void close() {
        open = false;
    }

    private void run() {
        try {
            announce();
            var solicitation = arena.allocate(1500);
            long sent = System.nanoTime();
            while (open) {
                if (Libc.receive(socket, solicitation) > 0 || System.nanoTime() - sent > repeat.toNanos()) {
                    send();
                    sent = System.nanoTime();
                    // what comes during the gap is answered by one at its end
                    Thread.sleep(SHORTEST_GAP_MILLIS);
                }
            }
        } catch (IOException e) {
            LOG.warnf("no router advertisements on %s any more: %s", network.getName(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Libc.close(socket);
            arena.close();
        }
    }

    private static Duration gap(Duration routerLifetime) {
        var third = routerLifetime.dividedBy(3);
        return third.isZero() || third.compareTo(LONGEST_GAP) > 0 ? LONGEST_GAP : third;
    }

    private void announce() throws InterruptedException {
        for (int attempt = 0; open && attempt < ATTEMPTS_AT_START && !hasLinkLocal(); attempt++) {
            Thread.sleep(RECEIVE_MILLIS);
        }
        for (int attempt = 0; open && attempt < ATTEMPTS_AT_START && !send(); attempt++) {
            Thread.sleep(RECEIVE_MILLIS);
        }
    }

    private boolean send() {
        try {
            Libc.sendTo(socket, message, allNodes);
            return true;
        } catch (IOException e) {
            if (!complained) {
                complained = true;
                LOG.infof(
                        "no router advertisement on %s, %s: %s",
                        network.getName(),
                        hasLinkLocal() ? "its link-local address is not ready" : "it has no link-local address",
                        e.getMessage());
            }
            return false;
        }
    }

    private boolean hasLinkLocal() {
        try {
            return Interfaces.named(network.getName())
                    .inetAddresses()
                    .anyMatch(address -> address instanceof Inet6Address && address.isLinkLocalAddress());
        } catch (IOException e) {
            return false;
        }
    }

    private static void prepare(int socket, NetworkInterface network) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var name = arena.allocateFrom(network.getName(), StandardCharsets.US_ASCII);
            Libc.setOption(socket, Libc.SOL_SOCKET, Libc.SO_BINDTODEVICE, name);
            Libc.setOption(socket, IPPROTO_ICMPV6, ICMP6_FILTER, onlySolicitations(arena));
            Libc.setOption(socket, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, arena.allocateFrom(JAVA_INT, 255));
            Libc.setOption(socket, IPPROTO_IPV6, IPV6_MULTICAST_LOOP, arena.allocateFrom(JAVA_INT, 0));
            Libc.setOption(socket, IPPROTO_IPV6, IPV6_MULTICAST_IF, arena.allocateFrom(JAVA_INT, network.getIndex()));
            var group = arena.allocate(20, JAVA_INT.byteAlignment());
            MemorySegment.copy(ALL_ROUTERS, 0, group, JAVA_BYTE, 0, ALL_ROUTERS.length);
            group.set(JAVA_INT, 16, network.getIndex());
            Libc.setOption(socket, IPPROTO_IPV6, IPV6_JOIN_GROUP, group);
        }
        Libc.setReceiveTimeout(socket, RECEIVE_MILLIS);
    }

    /// `struct icmp6_filter`: a set bit blocks its type.
    private static MemorySegment onlySolicitations(Arena arena) {
        var filter = arena.allocate(32, JAVA_INT.byteAlignment()).fill((byte) 0xff);
        filter.setAtIndex(JAVA_INT, SOLICITATION / 32, ~(1 << SOLICITATION % 32));
        return filter;
    }

    /// `struct sockaddr_in6` of all nodes on the link.
    private MemorySegment socketAddress(int interfaceIndex) {
        var address = arena.allocate(28, JAVA_INT.byteAlignment());
        address.set(JAVA_SHORT, 0, (short) AF_INET6);
        MemorySegment.copy(ALL_NODES, 0, address, JAVA_BYTE, 8, ALL_NODES.length);
        address.set(JAVA_INT, 24, interfaceIndex);
        return address;
    }
}
