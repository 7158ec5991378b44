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

    /// Where `chaddr` has none. IPoIB has no room for its address there (RFC 4390 2.1), and each of the identifiers
    /// that are sent in its place ends with the GUID of the port: that of iPXE and systemd (type 32), and the
    /// adapters' own, in the form of RFC 4361.
    private static Optional<MacAddress> macIn(int htype, Octets id) {
        if (htype == INFINIBAND) {
            return id.length() > GUID_LENGTH
                    ? Optional.of(MacAddress.ofGuid(id.int64At(id.length() - GUID_LENGTH)))
                    : Optional.empty();
        }
        return id.at(0) == ETHERNET && id.length() == 1 + MAC_LENGTH
                ? Optional.of(MacAddress.ofBytes(id.slice(1, MAC_LENGTH).toBytes()))
                        .filter(MacAddress::isCard)
                : Optional.empty();
    }
}
