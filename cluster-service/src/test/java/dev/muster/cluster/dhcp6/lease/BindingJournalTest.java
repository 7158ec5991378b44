package dev.muster.cluster.dhcp6.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.address.AddressHold.Kind;
import dev.muster.cluster.journal.Entries;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.CRC32C;
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
                Holder.of(MacAddress.of("02:77:00:00:00:01"), Octets.ascii("abc"), -7),
                Kind.LEASED,
                T0,
                T0.plusSeconds(600));
        var taken = new Binding(
                ADDRESS.next(), Holder.of(null, Octets.of(new byte[130]), 1), Kind.QUARANTINED, T0, T0.plusSeconds(60));
        try (var journal = Bindings.open(file, 1 << 20)) {
            journal.append(lease.endedAt(T0), onDisk -> assertThat(onDisk).isTrue());
            journal.append(lease, onDisk -> assertThat(onDisk).isTrue());
            journal.append(taken, onDisk -> assertThat(onDisk).isTrue());
        }
        try (var journal = Bindings.open(file, 1 << 20)) {
            assertThat(Entries.of(journal.kept())).containsExactlyInAnyOrder(lease, taken);
        }
        var bytes = Files.readAllBytes(file);
        assertThat(bytes).hasSize(8 + 3 * BindingRecords.LENGTH);
        bytes[8 + 2 * BindingRecords.LENGTH + 40] ^= 1;
        Files.write(file, bytes);
        try (var journal = Bindings.open(file, 1 << 20)) {
            assertThat(Entries.of(journal.kept())).containsExactly(lease);
        }
    }

    @Test
    void journalOfTheFirstFormIsReadAndReplaced() throws Exception {
        var file = directory.resolve("leases");
        var mac = MacAddress.of("02:77:00:00:00:01");
        var record = ByteBuffer.allocate(192).put((byte) 'L').put((byte) 1).put(mac.toBytes());
        record.put(ADDRESS.toBytes()).putLong(T0.toEpochMilli());
        record.putLong(T0.plusSeconds(600).toEpochMilli()).putInt(-7).put((byte) 3);
        record.put("abc".getBytes(StandardCharsets.US_ASCII));
        var crc = new CRC32C();
        crc.update(record.array(), 0, 188);
        record.putInt(188, (int) crc.getValue());
        try (var out = Files.newOutputStream(file)) {
            out.write("MUSTERL6".getBytes(StandardCharsets.US_ASCII));
            out.write(record.array());
        }

        var lease = new Binding(ADDRESS, Holder.of(mac, Octets.ascii("abc"), -7), Kind.LEASED, T0, T0.plusSeconds(600));
        for (int start = 0; start < 2; start++) {
            try (var journal = Bindings.open(file, 1 << 20)) {
                assertThat(Entries.of(journal.kept())).containsExactly(lease);
            }
        }
        assertThat(file).hasSize(8 + BindingRecords.LENGTH);
    }

    @Test
    void anInterfaceIsOneOnItsMacOrByItsNumber() {
        var mac = MacAddress.of("02:77:00:00:00:01");
        var firmware = Holder.of(mac, Octets.ascii("firmware"), 1);
        var system = Holder.of(mac, Octets.ascii("system"), 2);
        var itsOtherInterface = Holder.of(mac, Octets.ascii("system"), 3);
        var unknown = Holder.of(null, Octets.ascii("unknown"), 2);
        assertThat(firmware.isSame(system)).isTrue();
        assertThat(system.isSame(itsOtherInterface)).isFalse();
        assertThat(unknown.isSame(system)).isFalse();
        assertThat(unknown.isSame(Holder.of(mac, Octets.ascii("unknown"), 2))).isTrue();
    }
}
