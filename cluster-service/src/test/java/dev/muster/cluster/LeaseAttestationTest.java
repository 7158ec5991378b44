package dev.muster.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.net.ArpTable;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseAttestationTest {
    private static final MacAddress MAC = MacAddress.of("52:54:00:12:34:56");

    @TempDir
    Path folder;

    private LeaseAttestation attestation;

    @BeforeEach
    void aTable() throws IOException {
        attestation = new LeaseAttestation(
                _ -> Optional.of(MAC),
                _ -> Optional.of(MAC),
                new ArpTable(Files.writeString(folder.resolve("arp"), """
                        IP address       HW type     Flags       HW address            Mask     Device
                        10.0.0.5         0x1         0x2         52:54:00:12:34:56     *        eth1
                        10.0.0.6         0x1         0x2         52:54:00:99:99:99     *        eth1
                        10.0.0.7         0x1         0x0         00:00:00:00:00:00     *        eth2
                        10.0.0.7         0x1         0x2         52:54:00:12:34:56     *        eth1
                        10.0.0.8         0x1         0x2         52:54:00:12:34:56     *        eth1
                        10.0.0.8         0x1         0x2         52:54:00:99:99:99     *        eth2
                        10.0.0.9         0x20        0x2         80:00:02:08:fe:80:00:00:00     *        ib0
                        """)));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, true",
        "10.0.0.6, false",
        "10.0.0.7, true",
        "10.0.0.8, false",
        "10.0.0.9, true",
        "10.9.0.5, true",
        "::ffff:10.0.0.6, false",
        "fd00:1::5, false"
    })
    void aLeaseIsAttestedUnlessAnotherCardIsSeen(String address, boolean attested) {
        var caller = InetAddress.ofLiteral(address);
        assertThat(attestation.attested(caller).isPresent()).isEqualTo(attested);
        assertThat(attestation.macOf(caller)).contains(MAC);
    }

    /// An address that another cluster gave is in no lease of this one.
    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, 52:54:00:12:34:56",
        "10.0.0.6, 52:54:00:99:99:99",
        "10.0.0.7, 52:54:00:12:34:56",
        "10.0.0.8, ",
        "10.0.0.9, ",
        "10.9.0.5, ",
        "fd00:1::5, "
    })
    void whatTheKernelSeesIsToldWhateverIsLeased(String address, @Nullable String seen) {
        var nothingLeased = new LeaseAttestation(_ -> Optional.empty(), _ -> Optional.empty(), attestation.arp());
        for (LeaseAttestation each : List.of(attestation, nothingLeased)) {
            assertThat(each.asking(InetAddress.ofLiteral(address)).neighbour())
                    .isEqualTo(Optional.ofNullable(seen).map(MacAddress::of));
        }
        assertThat(nothingLeased.attested(InetAddress.ofLiteral(address))).isEmpty();
    }

    @Test
    void withoutATableTheLeaseDecides() {
        var blind = new LeaseAttestation(
                _ -> Optional.of(MAC), _ -> Optional.of(MAC), new ArpTable(folder.resolve("none")));
        assertThat(blind.attested(InetAddress.ofLiteral("10.0.0.6"))).contains(MAC);
    }

    @Test
    void aLeaseWhosePlaceIsNotTrustedIsNotAttested() {
        var distrusted = new LeaseAttestation(
                _ -> Optional.of(MAC), _ -> Optional.empty(), new ArpTable(folder.resolve("none")));
        var caller = InetAddress.ofLiteral("10.9.0.5");
        assertThat(distrusted.attested(caller)).isEmpty();
        assertThat(distrusted.macOf(caller)).contains(MAC);
    }
}
