package dev.muster.region.node;

import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.UpdateTimestamp;
import org.jspecify.annotations.Nullable;

/// A row of `nodes`. The status is stored as its ordinal, which is MAAS's number (a test holds that). Only what has
/// changed is written: the boot path and the power room write columns of their own.
@Entity
@DynamicUpdate
@Table(name = "nodes")
class NodeRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @Column(name = "system_id")
    private String systemId;

    private String hostname;
    private String architecture;

    @Enumerated
    private NodeStatus status = NodeStatus.NEW;

    @Column(name = "owner_id")
    private @Nullable Long ownerId;

    @Formula("(select u.name from users u where u.id = owner_id)")
    private @Nullable String owner;

    @Column(name = "power_type")
    private String powerType = "";

    @Column(name = "power_parameters")
    private byte @Nullable [] powerParameters;

    @Column(name = "power_by_machine")
    private boolean powerByMachine;

    @Column(name = "power_state")
    private String powerState = "unknown";

    private String osystem = "";

    @Column(name = "distro_series")
    private String distroSeries = "";

    private boolean netboot = true;

    @Column(name = "cpu_count")
    private int cpuCount;

    private int memory;
    private long storage;

    @Column(name = "disable_ipv4")
    private boolean disableIpv4;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "zone_id")
    private ZoneRow zone;

    @Column(name = "cluster_id")
    private @Nullable Long clusterId;

    @Formula("(select c.uuid from clusters c where c.id = cluster_id)")
    private @Nullable UUID cluster;

    @Column(name = "pxe_mac")
    private @Nullable String pxeMac;

    @Column(name = "owner_token")
    private @Nullable String ownerToken;

    @Column(name = "agent_name")
    private String agentName = "";

    @Column(name = "status_since")
    private Instant statusSince;

    @Column(name = "status_expires")
    private @Nullable Instant statusExpires;

    @Column(name = "status_text")
    private String statusText = "";

    private String error = "";

    /// Written by the boot path.
    @Column(name = "boot_asked")
    private @Nullable Instant bootAsked;

    @Column(name = "same_boot")
    private boolean sameBoot;

    @Column(name = "user_data")
    private byte @Nullable [] userData;

    @Column(name = "erase_on_release")
    private boolean eraseOnRelease;

    @Column(name = "boot_type")
    private String bootType = BootType.FASTPATH.text();

    @Column(name = "boot_disk")
    private String bootDisk = "";

    @Column(columnDefinition = "text[]", insertable = false, updatable = false)
    private @Nullable List<String> routers;

    /// Names of tags hold no comma.
    @Formula("(select string_agg(t.name, ',' order by t.name) from node_tags nt join tags t on t.id = nt.tag_id"
            + " where nt.node_id = id)")
    private @Nullable String tags;

    @Formula("(select string_agg(a.address, ',' order by a.address) from node_addresses a where a.node_id = id)")
    private @Nullable String addresses;

    @Formula("(select string_agg(c.mac, ',' order by c.position, c.id) from mac_claims c where c.node_id = id)")
    private @Nullable String claims;

    private Instant created = Instant.now();

    @UpdateTimestamp
    private Instant updated = created;

    @OneToMany(mappedBy = "node")
    @OrderBy("position")
    private List<MacRow> macs = new ArrayList<>();

    /// For JPA.
    @SuppressWarnings("NullAway.Init") // JPA fills the fields
    protected NodeRow() {}

    NodeRow(String systemId, NewNode node, ZoneRow zone) {
        this.statusSince = created;
        this.systemId = systemId;
        this.hostname = node.hostname();
        this.architecture = node.architecture();
        this.powerType = node.powerType();
        this.powerByMachine = node.powerByMachine();
        this.osystem = node.osystem();
        this.distroSeries = node.distroSeries();
        this.disableIpv4 = node.disableIpv4();
        this.clusterId = node.clusterId().orElse(null);
        this.zone = zone;
    }

    long id() {
        return id;
    }

    String systemId() {
        return systemId;
    }

    Instant created() {
        return created;
    }

    Instant updated() {
        return updated;
    }

    Optional<Long> clusterId() {
        return Optional.ofNullable(clusterId);
    }

    Node toNode() {
        return new Node(
                id,
                systemId,
                hostname,
                Optional.ofNullable(ownerId),
                Optional.ofNullable(owner),
                macs(),
                Optional.ofNullable(pxeMac).map(MacAddress::new),
                architecture,
                new Node.Hardware(cpuCount, memory, storage),
                status,
                osystem,
                distroSeries,
                netboot,
                powerType,
                powerState,
                zone.toZone(),
                disableIpv4,
                Optional.ofNullable(cluster),
                new Node.Use(
                        Optional.ofNullable(ownerToken),
                        agentName,
                        BootType.of(bootType).orElseThrow(),
                        eraseOnRelease,
                        DiskName.parse(bootDisk)),
                new Node.Work(statusSince, Optional.ofNullable(statusExpires), statusText, error),
                new Node.Facts(split(tags), split(addresses), Optional.ofNullable(routers), claims()));
    }

    private List<MacAddress> claims() {
        return split(claims).stream().map(MacAddress::new).toList();
    }

    private static List<String> split(@Nullable String names) {
        return names == null ? List.of() : List.of(names.split(","));
    }

    List<MacAddress> macs() {
        return macs.stream().map(MacRow::mac).toList();
    }

    NodeStatus status() {
        return status;
    }

    boolean neverMoved() {
        return status == NodeStatus.NEW && statusSince.equals(created);
    }

    /// @param now by the database's clock, which all replicas share
    void moveTo(Move move, Instant now) {
        status = move.to();
        statusSince = now;
        statusExpires = move.limit().map(now::plus).orElse(null);
        statusText = "";
        bootAsked = null;
        sameBoot = false;
        error = move.failed() ? move.reason() : "";
        move.effects().forEach(this::apply);
    }

    private void apply(Effect effect) {
        switch (effect) {
            case Effect.GivenTo(long user, String token, String agent) -> {
                ownerId = user;
                ownerToken = token;
                agentName = agent;
            }
            case Effect.Emptied() -> {
                ownerToken = null;
                agentName = "";
                osystem = "";
                distroSeries = "";
                userData = null;
            }
            case Effect.GivenBack() -> {
                ownerId = null;
                ownerToken = null;
                agentName = "";
            }
            case Effect.Installs(String system, String series, Optional<Bytes> data) -> {
                osystem = system;
                distroSeries = series;
                userData = data.map(Bytes::toArray).orElse(null);
            }
            case Effect.BootsFromNetwork() -> netboot = true;
            case Effect.GoesOn() -> sameBoot = true;
        }
    }

    void prolong(Instant end) {
        if (statusExpires != null && statusExpires.isBefore(end)) {
            statusExpires = end;
        }
    }

    void says(String text) {
        statusText = text;
    }

    void error(String text) {
        error = text;
    }

    /// Whether it booted from the network until now.
    boolean bootsFromNetwork(boolean network) {
        boolean before = netboot;
        netboot = network;
        return before;
    }

    Optional<byte[]> userData() {
        return Optional.ofNullable(userData);
    }

    /// Takes over what an operator set; the cluster of words that need no other table.
    void set(NodeChange change) {
        change.hostname().ifPresent(value -> hostname = value);
        change.architecture().ifPresent(value -> architecture = value);
        change.powerType().ifPresent(value -> powerType = value);
        NodeChange.Settings settings = change.settings();
        settings.osystem().ifPresent(value -> osystem = value);
        settings.distroSeries().ifPresent(value -> distroSeries = value);
        settings.disableIpv4().ifPresent(value -> disableIpv4 = value);
        settings.bootType().ifPresent(value -> bootType = value.text());
        settings.eraseOnRelease().ifPresent(value -> eraseOnRelease = value);
        settings.cpuCount().ifPresent(value -> cpuCount = value);
        settings.memory().ifPresent(value -> memory = value);
        settings.storage().ifPresent(value -> storage = value);
    }

    void installTo(Optional<DiskName> disk) {
        bootDisk = disk.map(DiskName::toString).orElse("");
    }

    void servedBy(long other) {
        clusterId = other;
    }

    void standIn(ZoneRow other) {
        zone = other;
    }

    Optional<byte[]> powerParameters() {
        return Optional.ofNullable(powerParameters);
    }

    void powerParameters(byte[] box) {
        powerParameters = box;
    }

    String powerType() {
        return powerType;
    }

    boolean powerByMachine() {
        return powerByMachine;
    }

    void powerByMachine(boolean itsWord) {
        powerByMachine = itsWord;
    }

    void bootedFrom(MacAddress mac) {
        pxeMac = mac.value();
    }

    void noLongerBootsFrom(MacAddress mac) {
        if (mac.value().equals(pxeMac)) {
            pxeMac = null;
        }
    }

    /// Behind the cards that the node has.
    int nextPosition() {
        return macs.stream().mapToInt(MacRow::position).max().orElse(-1) + 1;
    }
}
