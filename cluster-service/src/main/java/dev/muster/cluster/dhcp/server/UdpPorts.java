package dev.muster.cluster.dhcp.server;

/// Port numbers; other than the well-known ones only where a test has no right to those.
///
/// @param bootService where a proxyDHCP server is asked by clients that have their address (PXE 2.1)
public record UdpPorts(int server, int client, int bootService) {
    public static final UdpPorts WELL_KNOWN = new UdpPorts(67, 68, 4011);
}
