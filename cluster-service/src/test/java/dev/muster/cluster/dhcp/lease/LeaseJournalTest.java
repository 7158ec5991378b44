package dev.muster.cluster.dhcp.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.journal.Entries;
import dev.muster.cluster.journal.Journal;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseJournalTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00.123Z");
    private static final int HEADER = 8;
    private static final long BYTES = 1 << 20;

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("dhcp/leases.journal");
    }

    @Test
    void leasesComeBack() throws Exception {
        write(0, 1000);
        try (var journal = Leases.open(file, BYTES)) {
            assertThat(journal.kept().size()).isEqualTo(1000);
            assertThat(journal.kept().of(lease(77).address())).contains(lease(77));
            assertThat(journal.kept().of(lease(77).client()))
                    .extracting(Hold::address)
                    .containsExactly(lease(77).address());
        }
    }

    @Test
    void quarantineComesBackInPlaceOfTheLease() throws Exception {
        var taken = new Quarantine(lease(1).client(), lease(1).address(), T0, T0.plusSeconds(600));
        try (var journal = Leases.open(file, BYTES)) {
            append(journal, lease(1));
            append(journal, taken);
        }
        try (var journal = Leases.open(file, BYTES)) {
            assertThat(Entries.of(journal.kept())).containsExactly(taken);
        }
    }

    @Test
    void leaseWithoutEndComesBackWithoutEnd() throws Exception {
        var forever = new Lease(lease(1).mac(), lease(1).address(), T0, Lease.NEVER);
        try (var journal = Leases.open(file, BYTES)) {
            append(journal, forever);
        }
        try (var journal = Leases.open(file, BYTES)) {
            assertThat(Entries.of(journal.kept())).containsExactly(forever);
        }
    }

    @Test
    void committedMeansInTheFile() throws Exception {
        try (var journal = Leases.open(file, BYTES)) {
            var written = new CountDownLatch(1);
            journal.kept().put(lease(1));
            var sizeWhenTold = new AtomicInteger();
            journal.append(lease(1), onDisk -> {
                sizeWhenTold.set(onDisk ? size() : -1);
                written.countDown();
            });
            assertThat(written.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(sizeWhenTold).hasValue(HEADER + LeaseRecords.LENGTH);
        }
    }

    @Test
    void lastLeaseOfAnAddressCounts() throws Exception {
        write(1, 2);
        try (var journal = Leases.open(file, BYTES)) {
            append(journal, lease(1).endedAt(T0.plusSeconds(5)));
        }
        try (var journal = Leases.open(file, BYTES)) {
            assertThat(Entries.of(journal.kept())).containsExactly(lease(1).endedAt(T0.plusSeconds(5)));
        }
    }

    @Test
    void tornTailIsCutWhereverTheWriterWasKilled() throws Exception {
        write(0, 5);
        var whole = Files.readAllBytes(file);
        int lastRecord = whole.length - LeaseRecords.LENGTH;
        for (int kept = lastRecord; kept < whole.length; kept++) {
            Files.write(file, Arrays.copyOf(whole, kept));
            assertReadsBackAndGoesOn(4);
            // a file system may also have grown the file before the octets were there
            Files.write(file, Arrays.copyOf(Arrays.copyOf(whole, kept), whole.length));
            assertReadsBackAndGoesOn(kept == whole.length - 1 && whole[kept] == 0 ? 5 : 4);
        }
    }

    @Test
    void tornHeaderStartsAnew() throws Exception {
        write(0, 1);
        var whole = Files.readAllBytes(file);
        for (int kept = 0; kept < HEADER; kept++) {
            Files.write(file, Arrays.copyOf(whole, kept));
            assertReadsBackAndGoesOn(0);
        }
    }

    @Test
    void spoiltRecordInTheMiddleCostsOnlyItself() throws Exception {
        write(0, 5);
        var bytes = Files.readAllBytes(file);
        bytes[HEADER + 2 * LeaseRecords.LENGTH + 9] ^= 1;
        Files.write(file, bytes);
        assertReadsBackAndGoesOn(4);
    }

    @Test
    void longJournalIsRewrittenInPlace() throws Exception {
        try (var journal = Leases.open(file, BYTES)) {
            for (int round = 0; round < 5; round++) {
                for (int i = 0; i < 1000; i++) {
                    appendLater(journal, lease(i % 10));
                }
                append(journal, lease(0));
            }
        }
        assertThat(size()).isLessThan(HEADER + 4096 * LeaseRecords.LENGTH);
        try (var journal = Leases.open(file, BYTES)) {
            assertThat(journal.kept().size()).isEqualTo(10);
        }
    }

    @Test
    void foreignFileIsLeftAlone() throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "somebody's notes");
        assertThatThrownBy(() -> Leases.open(file, BYTES))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no journal of this kind");
        assertThat(file).hasContent("somebody's notes");
    }

    @Test
    void oneJournalHasOneWriter() throws Exception {
        try (var journal = Leases.open(file, BYTES)) {
            assertThat(journal.kept().size()).isZero();
            assertThatThrownBy(() -> Leases.open(file, BYTES)).hasMessageContaining("in use by another process");
        }
    }

    @Test
    void addressThatMovesOnLeavesItsFormerMachine() {
        var leases = new Leases(BYTES);
        leases.put(lease(1));
        var next = new Lease(lease(2).mac(), lease(1).address(), T0, T0.plusSeconds(9));
        leases.put(next);
        assertThat(leases.of(lease(1).client())).isEmpty();
        assertThat(leases.of(lease(1).address())).contains(next);
    }

    @Test
    void journalOfTheFirstFormIsReadAndReplaced() throws Exception {
        var taken = new Quarantine(ClientIdentity.of(lease(2).mac()), lease(2).address(), T0, T0.plusSeconds(600));
        Files.createDirectories(file.getParent());
        var old = ByteBuffer.allocate(HEADER + 4 * 32).put("MUSTERL1".getBytes(StandardCharsets.US_ASCII));
        putFirstForm(old, 'L', lease(1));
        putFirstForm(old, 'L', new Lease(lease(2).mac(), lease(2).address(), T0.minusSeconds(9), T0.plusSeconds(99)));
        putFirstForm(old, 'Q', new Lease(lease(2).mac(), lease(2).address(), T0, T0.plusSeconds(600)));
        putFirstForm(old, 'Q', new Lease(lease(1).mac(), lease(1).address(), T0.minusSeconds(60), T0.minusSeconds(5)));
        Files.write(file, old.array());

        try (var journal = Leases.open(file, BYTES)) {
            assertThat(Entries.of(journal.kept())).containsExactlyInAnyOrder(lease(1), taken);
        }
        assertThat(Files.readAllBytes(file))
                .startsWith("MUSTERL3".getBytes(StandardCharsets.US_ASCII))
                .hasSize(HEADER + 2 * LeaseRecords.LENGTH);
        assertReadsBackAndGoesOn(2);
    }

    @Test
    void whereALeaseWasAskedForComesBack() throws Exception {
        var port = RelayPort.of(Optional.of(Octets.ascii("ge-0/0/7")), Optional.empty())
                .after(RelayPort.of(Optional.empty(), Optional.of(Octets.ascii("sw2"))), T0.plusSeconds(9));
        assertThat(port.doubtedUntil()).isEqualTo(T0.plusSeconds(9));
        var client = ClientIdentity.of(lease(1).mac(), Octets.ascii("an identifier"));
        var relayed = new Lease(client, lease(1).address(), T0, T0.plusSeconds(60), port);
        try (var journal = Leases.open(file, BYTES)) {
            append(journal, relayed);
        }
        try (var journal = Leases.open(file, BYTES)) {
            assertThat(Entries.of(journal.kept())).containsExactly(relayed);
            assertThat(journal.kept().of(client)).hasSize(1);
        }
    }

    @Test
    void useOfAnotherServersAddressComesBack() throws Exception {
        var use = new ForeignUse(lease(1).client(), lease(1).address(), T0, T0.plusSeconds(60));
        try (var journal = Leases.open(file, BYTES)) {
            append(journal, use);
        }
        try (var journal = Leases.open(file, BYTES)) {
            assertThat(Entries.of(journal.kept())).containsExactly(use);
        }
    }

    /// Circuit and remote were digests of their own: which port it was cannot be told any more.
    @Test
    void journalOfTheSecondFormIsReadWithoutItsPorts() throws Exception {
        Files.createDirectories(file.getParent());
        var lease = lease(1);
        var old = ByteBuffer.allocate(HEADER + 64).put("MUSTERL2".getBytes(StandardCharsets.US_ASCII));
        old.put((byte) 'L').put((byte) 1).put(lease.mac().toBytes());
        old.putInt(lease.address().bits());
        old.putLong(lease.granted().toEpochMilli()).putLong(lease.expires().toEpochMilli());
        old.putLong(0).putLong(lease.mac().bits()).putLong(77).putLong(Long.MAX_VALUE);
        var crc = new CRC32C();
        crc.update(old.slice(HEADER, 60));
        Files.write(file, old.putInt((int) crc.getValue()).array());
        try (var journal = Leases.open(file, BYTES)) {
            assertThat(Entries.of(journal.kept()))
                    .containsExactly(new Lease(
                            lease.client(),
                            lease.address(),
                            lease.granted(),
                            lease.expires(),
                            RelayPort.of(Optional.empty(), Optional.empty())));
        }
    }

    /// As the first version wrote it: kind, 1, MAC, address, beginning, end, CRC-32C.
    private static void putFirstForm(ByteBuffer out, char kind, Lease fields) {
        int start = out.position();
        out.put((byte) kind).put((byte) 1).put(fields.mac().toBytes());
        out.putInt(fields.address().bits());
        out.putLong(fields.granted().toEpochMilli()).putLong(fields.expires().toEpochMilli());
        var crc = new CRC32C();
        crc.update(out.slice(start, out.position() - start));
        out.putInt((int) crc.getValue());
    }

    private void assertReadsBackAndGoesOn(int expected) throws Exception {
        try (var journal = Leases.open(file, BYTES)) {
            assertThat(journal.kept().size()).isEqualTo(expected);
            append(journal, lease(99));
        }
        try (var journal = Leases.open(file, BYTES)) {
            assertThat(journal.kept().size()).isEqualTo(expected + 1);
        }
    }

    private void write(int from, int to) throws Exception {
        try (var journal = Leases.open(file, BYTES)) {
            for (int i = from; i < to; i++) {
                appendLater(journal, lease(i));
            }
        }
    }

    private static void appendLater(Journal<JournalEntry, Leases> journal, Lease lease) {
        journal.kept().put(lease);
        assertThat(journal.append(lease, onDisk -> assertThat(onDisk).isTrue())).isTrue();
    }

    private static void append(Journal<JournalEntry, Leases> journal, JournalEntry lease) throws InterruptedException {
        var written = new CountDownLatch(1);
        journal.kept().put(lease);
        assertThat(journal.append(lease, onDisk -> written.countDown())).isTrue();
        assertThat(written.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private int size() {
        return (int) file.toFile().length();
    }

    private static Lease lease(int number) {
        var mac = MacAddress.of("02000000%04x".formatted(number));
        return new Lease(mac, new Ipv4(0x0a000000 + number), T0, T0.plusSeconds(600));
    }
}
