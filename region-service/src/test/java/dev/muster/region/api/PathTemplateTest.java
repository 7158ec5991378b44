package dev.muster.region.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathTemplateTest {
    private static final PathTemplate MAC = new PathTemplate("nodes/{system_id}/macs/{mac_address}/");

    @Test
    void aPathFitsSegmentBySegment() {
        assertThat(MAC.fits(List.of("nodes", "node-1", "macs", "00:9c"))).isTrue();
        assertThat(MAC.fits(List.of("nodes", "node-1", "disks", "00:9c"))).isFalse();
        assertThat(MAC.fits(List.of("nodes", "node-1", "macs"))).isFalse();
        assertThat(MAC.fits(List.of())).isFalse();
    }

    @Test
    void slashesAtTheEndAndTwiceMakeNoDifference() {
        assertThat(PathTemplate.segments("nodes/a/")).isEqualTo(PathTemplate.segments("/nodes//a"));
        assertThat(PathTemplate.segments("/")).isEmpty();
    }

    @Test
    void namesGetTheirValuesInTheirOrder() {
        assertThat(MAC.values(List.of("nodes", "node-1", "macs", "a/b")))
                .isEqualTo(Map.of("system_id", "node-1", "mac_address", "a/b"));
        assertThat(MAC.names()).containsExactly("system_id", "mac_address");
        assertThat(MAC.literals()).isEqualTo(2);
    }
}
