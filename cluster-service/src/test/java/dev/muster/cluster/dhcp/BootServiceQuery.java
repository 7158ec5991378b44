package dev.muster.cluster.dhcp;

import dev.muster.cluster.dhcp.codec.DhcpOptions;
import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.dhcp.codec.SamplePackets;
import dev.muster.model.node.MacAddress;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// Asks a boot server on port 4011, as a PXE ROM that has its address does. Arguments: the server's address, one's
/// own.
final class BootServiceQuery {
    private BootServiceQuery() {}

    public static void main(String[] args) throws Exception {
        var options = DhcpOptions.builder().add(OptionCode.VENDOR_CLASS, "PXEClient:Arch:00000:UNDI:002001");
        var mac = MacAddress.of("02:77:00:00:00:01");
        var request =
                SamplePackets.withCiaddr(SamplePackets.request(MessageType.REQUEST, mac, options), Ipv4.parse(args[1]));
        var bytes = ByteBuffer.allocate(1500);
        request.encode(bytes, 548);
        try (var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(args[1]), 68))) {
            socket.setSoTimeout(10_000);
            socket.send(new DatagramPacket(bytes.array(), bytes.position(), InetAddress.getByName(args[0]), 4011));
            var answer = new DatagramPacket(new byte[1500], 1500);
            socket.receive(answer);
            var packet = DhcpPacket.decode(ByteBuffer.wrap(answer.getData(), 0, answer.getLength()));
            System.out.println(packet.messageType().orElseThrow() + " " + packet.file() + " from port "
                    + answer.getPort() + " " + packet.yiaddr());
        }
    }
}
