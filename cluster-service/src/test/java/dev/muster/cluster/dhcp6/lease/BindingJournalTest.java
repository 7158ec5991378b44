package dev.muster.cluster.dhcp6.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp6.lease.Binding.Kind;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BindingJournalTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final Ipv6Address ADDRESS = Ipv6Address.of("fd00:77::1000");

    @TempDir
    private Path directory;

    @Test
    void leasesAndQuarantinesComeBack() throws Exception {
        var file = directory.resolve("dhcp6/leases");
        var lease = new Binding(
                ADDRESS,
                new Holder(MacAddress.of("02:77:00:00:00:01"), Octets.ascii("abc"), -7),
                Kind.LEASED,
                T0,
                T0.plusSeconds(600));
        var taken = new Binding(
                ADDRESS.next(),
                new Holder(null, Octets.of(new byte[130]), 1),
                Kind.QUARANTINED,
                T0,
                T0.plusSeconds(60));
        try (var journal = Bindings.open(file)) {
            journal.append(lease.endedAt(T0), onDisk -> assertThat(onDisk).isTrue());
            journal.append(lease, onDisk -> assertThat(onDisk).isTrue());
            journal.append(taken, onDisk -> assertThat(onDisk).isTrue());
        }
        try (var journal = Bindings.open(file)) {
            assertThat(journal.kept().entries()).containsExactlyInAnyOrder(lease, taken);
        }
        var bytes = Files.readAllBytes(file);
        assertThat(bytes).hasSize(8 + 3 * BindingRecords.LENGTH);
        bytes[8 + 2 * BindingRecords.LENGTH + 40] ^= 1;
        Files.write(file, bytes);
        try (var journal = Bindings.open(file)) {
            assertThat(journal.kept().entries()).containsExactly(lease);
        }
    }

    @Test
    void anInterfaceIsOneOnItsMacOrByItsNumber() {
        var mac = MacAddress.of("02:77:00:00:00:01");
        var firmware = new Holder(mac, Octets.ascii("firmware"), 1);
        var system = new Holder(mac, Octets.ascii("system"), 2);
        var itsOtherInterface = new Holder(mac, Octets.ascii("system"), 3);
        var unknown = new Holder(null, Octets.ascii("unknown"), 2);
        assertThat(firmware.isSame(system)).isTrue();
        assertThat(system.isSame(itsOtherInterface)).isFalse();
        assertThat(unknown.isSame(system)).isFalse();
        assertThat(unknown.isSame(new Holder(mac, Octets.ascii("unknown"), 2))).isTrue();
    }
}
