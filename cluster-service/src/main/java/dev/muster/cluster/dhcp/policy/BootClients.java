package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.OptionCode;

/// Tells clients that boot from those that only want an address.
final class BootClients {
    static final String PXE = "PXEClient";
    static final String HTTP = "HTTPClient";

    private BootClients() {}

    /// PXE (2.1, table 2-1) and its relatives: they take the answer of a proxyDHCP server.
    static boolean isPxe(DhcpPacket request) {
        return request.vendorClass().filter(text -> text.startsWith(PXE)).isPresent();
    }

    /// UEFI HTTP boot (UEFI 2.5, 24.7).
    static boolean isHttp(DhcpPacket request) {
        return request.vendorClass().filter(text -> text.startsWith(HTTP)).isPresent();
    }

    static boolean isFirmware(DhcpPacket request) {
        return isPxe(request) || isHttp(request) || request.options().has(OptionCode.CLIENT_ARCH);
    }
}
