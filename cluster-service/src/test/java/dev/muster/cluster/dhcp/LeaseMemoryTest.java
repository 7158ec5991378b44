package dev.muster.cluster.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.ProductHeap;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.testing.Await;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever asks for addresses, the cluster's memory is enough. In a process of its own with the heap of the product.
class LeaseMemoryTest {
    private static final int MOST = (int) (DhcpLimits.DEFAULT.leaseBytes() / Leases.BYTES_EACH);

    @TempDir
    private Path directory;

    @Test
    void halfAMillionMachinesGetLeasesAndMoreOnlyInPlaceOfEndedOnes() throws Exception {
        Map<String, Integer> said = ProductHeap.run(
                LeaseFlood.class, directory, directory.resolve("leases").toString());

        assertThat(said.get("first")).as("leases given").isEqualTo(LeaseFlood.FIRST_WAVE);
        assertThat(said.get("bytes")).as("heap for each lease").isBetween(72, 120);
        assertThat(said.get("second")).as("leases given in what room was left").isEqualTo(MOST - LeaseFlood.FIRST_WAVE);
        assertThat(said.get("full"))
                .as("machines without an answer")
                .isEqualTo(LeaseFlood.FIRST_WAVE + LeaseFlood.SECOND_WAVE - MOST);
        assertThat(said.get("third")).as("leases given in place of ended ones").isEqualTo(LeaseFlood.THIRD_WAVE);
        assertThat(said.get("otherwise")).as("anything else").isZero();
        assertThat(said.get("kept")).as("kept").isEqualTo(MOST);
        assertThat(said.get("active")).as("active").isEqualTo(LeaseFlood.THIRD_WAVE);
        assertThat(said.get("megabytes")).as("size of the journal").isLessThan((4 * MOST * 64) >> 20);
        assertThat(said.get("restored")).as("read back").isEqualTo(MOST);
        assertThat(said.get("restored_active")).as("active ones read back").isEqualTo(LeaseFlood.THIRD_WAVE);
    }

    @Test
    void killedProcessLosesNoLeaseThatItAcknowledged() throws Exception {
        var file = directory.resolve("leases");
        var acknowledged = directory.resolve("acknowledged");
        var process = ProductHeap.start(
                LeaseFlood.class, directory.resolve("said"), file.toString(), acknowledged.toString());
        try {
            Await.await("20,000 leases, more than the journal may hold of these machines")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> acknowledged.toFile().length() > 20_000L * LeaseFlood.ACKNOWLEDGED);
        } finally {
            process.destroyForcibly().waitFor();
        }

        var latest = new HashMap<Ipv4, Instant>();
        var records = ByteBuffer.wrap(Files.readAllBytes(acknowledged));
        while (records.remaining() >= LeaseFlood.ACKNOWLEDGED) {
            latest.put(new Ipv4(records.getInt()), Instant.ofEpochMilli(records.getLong()));
        }
        try (var journal = Leases.open(file, DhcpLimits.DEFAULT.leaseBytes())) {
            assertThat(latest).isNotEmpty().allSatisfy((address, granted) -> assertThat(
                            journal.kept().of(address).orElseThrow().granted())
                    .isAfterOrEqualTo(granted));
        }
    }
}
