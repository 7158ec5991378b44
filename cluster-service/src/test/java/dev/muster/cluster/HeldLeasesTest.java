package dev.muster.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.DhcpConfig;
import dev.muster.cluster.dhcp.DhcpEvents;
import dev.muster.cluster.dhcp.DhcpServer;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.ClientIdentity;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.cluster.dhcp.lease.RelayPort;
import dev.muster.cluster.dhcp.policy.BootFiles;
import dev.muster.cluster.dhcp6.Dhcp6Config;
import dev.muster.cluster.dhcp6.Dhcp6Events;
import dev.muster.cluster.dhcp6.Dhcp6Server;
import dev.muster.cluster.dhcp6.policy.BootUrls;
import dev.muster.cluster.dhcp6.policy.PolicySettings;
import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.region.lane.LeaseTable.Held;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldLeasesTest {
    private static final MacAddress MAC = MacAddress.of("52:54:00:12:34:56");
    private static final Ipv4 ITS = Ipv4.parse("10.0.0.5");
    private static final Ipv4 NOBODYS = Ipv4.parse("10.0.0.6");
    private static final Instant END = Instant.parse("2999-01-01T00:00:00Z");

    @TempDir
    Path folder;

    /// It is leased an address, but neither a region nor an attestation has a name for it.
    @Test
    void clientWithoutAMacIsNobodysMachine() throws Exception {
        var file = folder.resolve("leases");
        var written = new CountDownLatch(2);
        try (var journal = Leases.open(file, 1 << 20)) {
            for (Lease lease : new Lease[] {
                new Lease(ClientIdentity.of(MAC), ITS, Instant.EPOCH, END, RelayPort.DIRECT),
                new Lease(ClientIdentity.of(Octets.ascii("me")), NOBODYS, Instant.EPOCH, END, RelayPort.DIRECT)
            }) {
                journal.append(lease, _ -> written.countDown());
            }
            assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
        }
        var listeners = new Listeners(1);
        try (var dhcp = DhcpServer.open(
                        DhcpConfig.of(file, BootFiles.at(5248)), listeners, Clock.systemUTC(), DhcpEvents.NONE);
                var dhcp6 = Dhcp6Server.open(
                        Dhcp6Config.of(
                                folder.resolve("leases6"),
                                PolicySettings.of(Octets.ascii("server"), BootUrls.at(5248))),
                        listeners,
                        Clock.systemUTC(),
                        Dhcp6Events.NONE)) {
            var held = new HeldLeases(dhcp, dhcp6);
            var shown = new ArrayList<Held>();
            held.forEach(shown::add);
            assertThat(dhcp.leaseCount()).isEqualTo(2);
            assertThat(shown).containsExactly(new Held(MAC, ITS.toString(), END));
            assertThat(held.of(NOBODYS.toString())).isEmpty();
            assertThat(dhcp.macOf(ITS.toInet())).contains(MAC);
            assertThat(dhcp.macOf(NOBODYS.toInet())).isEmpty();
            assertThat(dhcp.placeOf(ITS.toInet())).hasValueSatisfying(place -> {
                assertThat(place.lease().mac()).isEqualTo(MAC);
                assertThat(place.onLink().getAsBoolean()).isFalse();
                assertThat(place.elsewhere().getAsBoolean()).isFalse();
            });
            // all that show no MAC would be one machine
            assertThat(dhcp.placeOf(NOBODYS.toInet())).isEmpty();
        } finally {
            listeners.close();
        }
    }
}
