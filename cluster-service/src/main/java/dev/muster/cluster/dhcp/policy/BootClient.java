package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.dhcp.codec.SubOptions;
import dev.muster.cluster.wire.Octets;
import java.util.List;

/// What of a request decides on its loader.
///
/// @param archs processor architectures in the client's order (RFC 4578 2.1)
/// @param ipxe whether it is iPXE, and can fetch over HTTP
record BootClient(List<Integer> archs, boolean ipxe) {
    /// iPXE writes its name plainly into option 77, not in the form of RFC 3004.
    private static final String IPXE = "iPXE";

    /// Inside option 175, by which iPXE says what it was built with.
    private static final int FEATURE_HTTP = 19;

    BootClient {
        archs = List.copyOf(archs);
    }

    static BootClient of(DhcpPacket request) {
        boolean ipxe = request.userClass()
                .map(Octets::text)
                .filter(text -> text.equals(IPXE))
                .isPresent();
        return new BootClient(request.clientArchs(), ipxe && fetchesOverHttp(request));
    }

    private static boolean fetchesOverHttp(DhcpPacket request) {
        return request.options()
                .get(OptionCode.ETHERBOOT)
                .flatMap(SubOptions::of)
                .flatMap(features -> features.get(FEATURE_HTTP))
                .isPresent();
    }
}
