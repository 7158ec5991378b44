package dev.muster.cluster.dhcp.server;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.muster.cluster.net.Interfaces;
import dev.muster.cluster.net.Libc;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Sends and receives what stands behind the Ethernet header on one interface (packet(7)). Needs CAP_NET_RAW.
/// Used by one thread at a time.
final class PacketSocket implements AutoCloseable {
    static final int ETH_P_IP = 0x0800;
    static final int ETH_P_ARP = 0x0806;

    private static final int AF_PACKET = 17;
    private static final int LARGEST_PAYLOAD = 1500;
    /// Of `struct sockaddr_ll`.
    private static final int ADDRESS_LENGTH = 20;

    private static final int MAC_LENGTH = 6;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment address = arena.allocate(ADDRESS_LENGTH, JAVA_INT.byteAlignment());
    private final MemorySegment payload = arena.allocate(LARGEST_PAYLOAD, JAVA_INT.byteAlignment());
    private final int descriptor;

    private PacketSocket(int interfaceIndex, int etherType, int descriptor) {
        this.descriptor = descriptor;
        address.set(JAVA_SHORT, 0, (short) AF_PACKET);
        address.set(JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2, (short) etherType);
        address.set(JAVA_INT, 4, interfaceIndex);
        address.set(JAVA_BYTE, 11, (byte) MAC_LENGTH);
    }

    /// A socket that receives nothing.
    ///
    /// @throws IOException also if the interface's frames have other addresses than Ethernet's
    static PacketSocket sending(NetworkInterface network, int etherType) throws IOException {
        if (!Interfaces.hasMacs(network.getName())) {
            throw new IOException(network.getName() + " has no Ethernet frames");
        }
        return new PacketSocket(network.getIndex(), etherType, Libc.socket(AF_PACKET, Libc.SOCK_DGRAM, 0));
    }

    /// A socket that also receives; [#receive()] waits up to the given time.
    static PacketSocket listening(NetworkInterface network, int etherType, int timeoutMillis) throws IOException {
        var socket = sending(network, etherType);
        try {
            Libc.setReceiveTimeout(socket.descriptor, timeoutMillis);
            Libc.bind(socket.descriptor, socket.address);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /// Empty room for a payload; filled, then handed to [#send]. One and the same buffer each time.
    ByteBuffer room() {
        return payload.asByteBuffer();
    }

    /// Sends what the room holds up to the buffer's position.
    void send(byte[] destination, ByteBuffer room) throws IOException {
        MemorySegment.copy(destination, 0, address, JAVA_BYTE, 12, MAC_LENGTH);
        Libc.sendTo(descriptor, payload.asSlice(0, room.position()), address);
    }

    /// What came in, valid until the next call; empty of octets if nothing came in time.
    ByteBuffer receive() throws IOException {
        int count = Libc.receive(descriptor, payload);
        return payload.asByteBuffer().limit(Math.max(0, count));
    }

    @Override
    public void close() {
        Libc.close(descriptor);
        arena.close();
    }
}
