package dev.muster.cluster.dhcp6;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.ProductHeap;
import dev.muster.cluster.dhcp6.lease.Bindings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// As for IPv4: the memory for leases is bounded. In a process of its own with the heap of the product.
class BindingMemoryTest {
    private static final int MOST = (int) (BindingFlood.BYTES / Bindings.BYTES_EACH);

    @TempDir
    private Path directory;

    @Test
    void clientsBeyondTheBoundGetLeasesOnlyInPlaceOfEndedOnes() throws Exception {
        Map<String, Integer> said = ProductHeap.run(
                BindingFlood.class, directory, directory.resolve("leases").toString());

        assertThat(said.get("first")).as("leases given").isEqualTo(BindingFlood.FIRST_WAVE);
        assertThat(said.get("bytes")).as("heap for each lease").isBetween(72, Bindings.BYTES_EACH);
        assertThat(said.get("second"))
                .as("leases given in what room was left")
                .isEqualTo(MOST - BindingFlood.FIRST_WAVE);
        assertThat(said.get("full"))
                .as("clients that got none")
                .isEqualTo(BindingFlood.FIRST_WAVE + BindingFlood.SECOND_WAVE - MOST);
        assertThat(said.get("third")).as("leases given in place of ended ones").isEqualTo(BindingFlood.THIRD_WAVE);
        assertThat(said.get("otherwise")).as("anything else").isZero();
        assertThat(said.get("kept")).as("kept").isEqualTo(MOST);
        assertThat(said.get("active")).as("active").isEqualTo(BindingFlood.THIRD_WAVE);
        assertThat(said.get("restored")).as("read back").isEqualTo(MOST);
        assertThat(said.get("restored_active")).as("active ones read back").isEqualTo(BindingFlood.THIRD_WAVE);
    }
}
