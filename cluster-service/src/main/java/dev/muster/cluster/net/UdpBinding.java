package dev.muster.cluster.net;

import java.net.InetSocketAddress;
import java.util.Optional;

/// How a UDP socket is bound.
///
/// @param address port 0 takes a free one
/// @param device network interface that the socket is bound to (`SO_BINDTODEVICE`), so that broadcasts are seen
///     and answers leave where the request came in; empty for all
/// @param broadcast whether it may send to the broadcast address
/// @param receiveBufferBytes kernel receive buffer; a burst of requests beyond it is lost
public record UdpBinding(
        InetSocketAddress address, Optional<String> device, boolean broadcast, int receiveBufferBytes) {
    private static final int FOUR_MEBIBYTES = 4 << 20;

    public static UdpBinding of(InetSocketAddress address) {
        return new UdpBinding(address, Optional.empty(), false, FOUR_MEBIBYTES);
    }

    public UdpBinding onDevice(String name) {
        return new UdpBinding(address, Optional.of(name), broadcast, receiveBufferBytes);
    }

    public UdpBinding withBroadcast() {
        return new UdpBinding(address, device, true, receiveBufferBytes);
    }

    public UdpBinding withReceiveBuffer(int bytes) {
        return new UdpBinding(address, device, broadcast, bytes);
    }
}
