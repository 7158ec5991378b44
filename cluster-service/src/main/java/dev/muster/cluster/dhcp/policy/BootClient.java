package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.dhcp.codec.SubOptions;
import dev.muster.cluster.firmware.Architectures;
import dev.muster.cluster.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What of a request decides on its loader.
///
/// @param archs processor architectures in the client's order (RFC 4578 2.1)
/// @param ipxe whether it is iPXE, and can fetch over HTTP
/// @param onie the vendor class of a switch that looks for its network system; else empty
record BootClient(List<Integer> archs, boolean ipxe, String onie) {
    /// iPXE writes its name plainly into option 77; what reads RFC 3004 4 puts a length before each class.
    private static final String IPXE = "iPXE";

    /// The Open Network Install Environment says so in its vendor class, and names no architecture.
    private static final String ONIE = "onie_vendor:";

    private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

    /// Inside option 175, by which iPXE says what it was built with.
    private static final int FEATURE_HTTP = 19;

    BootClient {
        archs = List.copyOf(archs);
    }

    static BootClient of(DhcpPacket request) {
        boolean ipxe = request.userClass()
                .filter(value -> value.text().equals(IPXE) || classes(value).contains(IPXE))
                .isPresent();
        var onie = request.vendorClass().filter(text -> text.startsWith(ONIE));
        return new BootClient(request.clientArchs(), ipxe && fetchesOverHttp(request), onie.orElse(""));
    }

    /// What it is, for people.
    String name() {
        return archs.isEmpty() ? UNPRINTABLE.matcher(onie).replaceAll("?") : Architectures.names(archs);
    }

    /// Empty if the value has another form.
    private static List<String> classes(Octets value) {
        var found = new ArrayList<String>();
        int at = 0;
        while (at < value.length()) {
            int length = value.at(at) & 0xff;
            if (length == 0 || at + 1 + length > value.length()) {
                return List.of();
            }
            found.add(value.slice(at + 1, length).text());
            at += 1 + length;
        }
        return found;
    }

    private static boolean fetchesOverHttp(DhcpPacket request) {
        return request.options()
                .get(OptionCode.ETHERBOOT)
                .flatMap(SubOptions::of)
                .flatMap(features -> features.get(FEATURE_HTTP))
                .isPresent();
    }
}
