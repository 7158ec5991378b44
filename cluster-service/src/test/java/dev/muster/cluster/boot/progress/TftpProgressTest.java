package dev.muster.cluster.boot.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.tftp.TftpRequest;
import dev.muster.model.event.BootProgress;
import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import dev.muster.model.node.MacAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TftpProgressTest {
    private static final String KERNEL = "snapshot-1/ubuntu/amd64/generic/noble/release/di-kernel";

    private final List<BootProgress> told = new ArrayList<>();
    private final TftpProgress progress = new TftpProgress(
            new Reporter(UUID.randomUUID(), InstantSource.system(), told::add), new SimpleMeterRegistry());

    private static TftpRequest request(String path, Optional<MacAddress> mac) {
        InetAddress address = InetAddress.ofLiteral("10.0.0.100");
        return new TftpRequest(path, new InetSocketAddress(address, 2070), address, mac);
    }

    @Test
    void aKernelThatIsNotInTheSnapshotIsAFailedStepWithItsName() {
        progress.absent(request(KERNEL, Optional.of(MacAddress.of("00:9c:02:8e:02:6a"))), "");

        assertThat(told).singleElement().satisfies(step -> {
            assertThat(step.step()).isEqualTo(BootStep.KERNEL);
            assertThat(step.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(step.detail()).isEqualTo(KERNEL + ": no such file");
        });
    }

    @Test
    void anAbsenceWithAReasonIsAFailedStepOfItsFile() {
        progress.absent(
                request("pxelinux.cfg/default-aarch64", Optional.of(MacAddress.of("00:9c:02:8e:02:6a"))),
                "there is no image for arm64");

        assertThat(told).singleElement().satisfies(step -> {
            assertThat(step.step()).isEqualTo(BootStep.BOOT_CONFIG);
            assertThat(step.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(step.detail()).isEqualTo("pxelinux.cfg/default-aarch64: there is no image for arm64");
        });
    }

    @Test
    void whatALoaderOnlyTriesIsNoStep() {
        Optional<MacAddress> mac = Optional.of(MacAddress.of("00:9c:02:8e:02:6a"));
        progress.absent(request("pxelinux.cfg/0A000064", mac), "");
        progress.absent(request("revocations_sku.efi", mac), "");
        progress.absent(request(KERNEL, Optional.empty()), "");

        assertThat(told).isEmpty();
    }
}
