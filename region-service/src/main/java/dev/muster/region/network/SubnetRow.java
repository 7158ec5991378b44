package dev.muster.region.network;

import dev.muster.model.cluster.DhcpService;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;

@Entity
@Table(name = "subnets")
class SubnetRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @Column(name = "cluster_id")
    private long clusterId;

    private String name;

    @Column(name = "interface_name")
    private String interfaceName;

    private String cidr;

    @Column(name = "server_ip")
    private String server;

    @Enumerated
    private Management management;

    @Column(name = "range_low")
    private String rangeLow;

    @Column(name = "range_high")
    private String rangeHigh;

    @Column(columnDefinition = "text[]")
    private List<String> routers;

    @Column(columnDefinition = "text[]")
    private List<String> dns;

    @Column(columnDefinition = "text[]")
    private List<String> ntp;

    private String domain;

    @Column(name = "lease_seconds")
    private int leaseSeconds;

    @Column(name = "dhcp_service")
    @Convert(converter = DhcpServiceColumn.class)
    private DhcpService service;

    /// For JPA.
    @SuppressWarnings("NullAway.Init") // JPA fills the fields
    protected SubnetRow() {}

    @SuppressWarnings("NullAway.Init") // put() fills the rest
    SubnetRow(long clusterId, Subnet subnet) {
        this.clusterId = clusterId;
        put(subnet);
    }

    long id() {
        return id;
    }

    long clusterId() {
        return clusterId;
    }

    final void put(Subnet subnet) {
        name = subnet.name();
        interfaceName = subnet.interfaceName();
        cidr = subnet.cidr();
        server = subnet.server();
        management = subnet.management();
        rangeLow = subnet.rangeLow();
        rangeHigh = subnet.rangeHigh();
        routers = subnet.routers();
        dns = subnet.dns();
        ntp = subnet.ntp();
        domain = subnet.domain();
        leaseSeconds = subnet.leaseSeconds();
        service = subnet.service();
    }

    Subnet toSubnet() {
        return new Subnet(
                name,
                interfaceName,
                cidr,
                server,
                management,
                rangeLow,
                rangeHigh,
                routers,
                dns,
                ntp,
                domain,
                leaseSeconds,
                service);
    }
}
