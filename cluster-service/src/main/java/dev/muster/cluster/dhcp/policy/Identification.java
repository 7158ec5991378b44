package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.lease.ClientIdentity;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.cluster.DhcpIdentity;
import dev.muster.model.node.MacAddress;
import java.util.Optional;

/// Who sent a request (RFC 2131 4.2).
///
/// A lease belongs to a MAC; the client identifier (option 61) is only echoed. On its way up one machine shows three
/// identifiers (firmware, initramfs, installed system), and with three addresses it would lose its root disk. Where the
/// operator wants identifiers, and where there is no MAC, it is the identifier that counts.
final class Identification {
    private static final int ETHERNET = 1;
    private static final int INFINIBAND = 32;

    /// Of option 61: a type and an octet (RFC 2132 9.14).
    private static final int SHORTEST = 2;

    private static final int MAC_LENGTH = 6;
    private static final int GUID_LENGTH = 8;

    /// The type of an identifier that is an IAID of four octets and a DUID.
    private static final int RFC_4361 = 255;

    /// DUID-EN of Mellanox, enterprise 713, with an octet of zeros before the GUID.
    private static final Octets ADAPTER =
            Octets.of((byte) 0, (byte) 2, (byte) 0, (byte) 0, (byte) 2, (byte) 0xc9, (byte) 0);

    private static final int ADAPTER_AT = 1 + 4;

    private Identification() {}

    /// Empty for a client that names itself in no way.
    static Optional<ClientIdentity> of(DhcpPacket request, DhcpIdentity by) {
        var id = request.clientId().filter(value -> value.length() >= SHORTEST);
        var mac = request.mac().or(() -> id.flatMap(value -> macIn(request.htype(), value)));
        if (mac.isEmpty()) {
            return id.map(ClientIdentity::of);
        }
        return Optional.of(
                id.isPresent() && by == DhcpIdentity.CLIENT_ID
                        ? ClientIdentity.of(mac.get(), id.get())
                        : ClientIdentity.of(mac.get()));
    }

    /// Where `chaddr` has none. IPoIB has no room for its address there (RFC 4390 2.1); the identifiers that are
    /// sent in its place and hold the GUID of the port are that of iPXE and systemd (its type and the GUID), and
    /// that of the adapters, a DUID of their vendor (RFC 4361 6.1, RFC 8415 11.3). Any other is a name like any.
    private static Optional<MacAddress> macIn(int htype, Octets id) {
        if (htype == INFINIBAND) {
            int head = id.length() - GUID_LENGTH;
            boolean known = (head == 1 && id.at(0) == INFINIBAND) || isAdapters(id, head);
            return known ? card(MacAddress.ofGuid(id.int64At(head))) : Optional.empty();
        }
        return id.at(0) == ETHERNET && id.length() == 1 + MAC_LENGTH
                ? card(MacAddress.ofBytes(id.slice(1, MAC_LENGTH).toBytes()))
                : Optional.empty();
    }

    private static boolean isAdapters(Octets id, int head) {
        return head == ADAPTER_AT + ADAPTER.length()
                && id.at(0) == RFC_4361
                && id.slice(ADAPTER_AT, ADAPTER.length()).equals(ADAPTER);
    }

    private static Optional<MacAddress> card(MacAddress mac) {
        return Optional.of(mac).filter(MacAddress::isCard).filter(found -> !found.isZero());
    }
}
