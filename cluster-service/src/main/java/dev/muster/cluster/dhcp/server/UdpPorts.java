package dev.muster.cluster.dhcp.server;

/// Port numbers; other than the well-known ones only where a test has no right to those.
public record UdpPorts(int server, int client) {
    public static final UdpPorts WELL_KNOWN = new UdpPorts(67, 68);
}
