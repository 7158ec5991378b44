package dev.muster.region.network;

/// What clients are told of the fields that [InterfaceForm] reads.
public final class InterfaceFields {
    private InterfaceFields() {}

    public static String[] docs() {
        return new String[] {
            "name: what people call it; the interface's own name if not given",
            "interface: the network interface of the cluster, eth1",
            "ip: the cluster's address there",
            "subnet_mask: 255.255.255.0; or give cidr",
            "cidr: the network, 10.0.0.0/24; for one behind a relay",
            "management int: 0 not served, 1 DHCP, 2 DHCP and DNS",
            "ip_range_low: first address that is given out",
            "ip_range_high: last address that is given out",
            "router_ip: routers, separated by commas or spaces",
            "dns: name servers, separated by commas or spaces",
            "ntp: time servers, separated by commas or spaces",
            "domain: DNS domain of the machines",
            "lease_seconds int: how long a lease lasts, at least 1",
            "firmware_lease_seconds int: the same for firmware that is no node yet",
            "dhcp_mode: full, proxy, relay or off",
            "dhcp_identity: mac, or client-id: what a client is known by",
            "dhcp_bootp bool: true if clients that speak BOOTP only are served",
            "dhcp_ranges: JSON list of ranges with options of their own",
            "dhcp_hosts: JSON list of hosts with addresses and options of their own",
            "dhcp_options: JSON object with options by number",
            "dhcp6: JSON object with the service over IPv6; empty for none"
        };
    }
}
