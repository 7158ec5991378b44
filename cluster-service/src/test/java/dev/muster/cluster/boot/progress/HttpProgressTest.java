package dev.muster.cluster.boot.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.http.HttpEvents.Caller;
import dev.muster.model.event.BootProgress;
import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import dev.muster.model.node.MacAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HttpProgressTest {
    private static final MacAddress MAC = MacAddress.of("00:9c:02:8e:02:6a");
    private static final UUID CLUSTER = UUID.randomUUID();
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("10.0.0.100");
    private static final Caller MACHINE = new Caller(ADDRESS, Optional.of(MAC));

    private final List<BootProgress> told = new ArrayList<>();
    private final HttpProgress progress =
            new HttpProgress(new Reporter(CLUSTER, InstantSource.fixed(NOW), told::add), new SimpleMeterRegistry());

    @Test
    void aCallThatTheRegionTookIsAStepOfThatMachine() {
        progress.proxied(MACHINE, "POST", "/MAAS/api/1.0/nodes/", 200, Duration.ofMillis(12));

        assertThat(told).singleElement().satisfies(step -> {
            assertThat(step.mac()).isEqualTo(MAC);
            assertThat(step.step()).isEqualTo(BootStep.ENLIST);
            assertThat(step.outcome()).isEqualTo(Outcome.OK);
            assertThat(step.millis()).isEqualTo(12);
            assertThat(step.address()).isEqualTo("10.0.0.100");
            assertThat(step.at()).isEqualTo(NOW);
        });
    }

    @Test
    void aRegionThatIsAwayIsAFailedStepWithItsStatus() {
        progress.proxied(MACHINE, "POST", "/MAAS/api/1.0/nodes/", 503, Duration.ZERO);

        assertThat(told).singleElement().satisfies(step -> {
            assertThat(step.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(step.detail()).endsWith("answered 503");
        });
    }

    @Test
    void optionalMetadataThatIsAbsentIsNoFailure() {
        progress.proxied(MACHINE, "GET", "/MAAS/metadata/enlist/2012-03-01/meta-data/vendor-data", 404, Duration.ZERO);

        assertThat(told).isEmpty();
    }

    @Test
    void userDataThatNobodyGaveIsAStepAllTheSame() {
        progress.proxied(MACHINE, "GET", "/MAAS/metadata//2012-03-01/user-data", 404, Duration.ZERO);

        assertThat(told).singleElement().satisfies(step -> {
            assertThat(step.outcome()).isEqualTo(Outcome.OK);
            assertThat(step.detail()).endsWith(": none");
        });
    }

    @Test
    void whatAMachineReportsIsAFailureOfThatMachine() {
        progress.reported(Optional.of(MAC), ADDRESS, "enlist", "no answer");

        assertThat(told).singleElement().satisfies(step -> {
            assertThat(step.step()).isEqualTo(BootStep.NODE_REPORT);
            assertThat(step.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(step.detail()).isEqualTo("enlist: no answer");
        });
    }

    @Test
    void aStrangerWithoutALeaseMakesNoProgress() {
        progress.proxied(new Caller(ADDRESS, Optional.empty()), "POST", "/MAAS/api/1.0/nodes/", 200, Duration.ZERO);

        assertThat(told).isEmpty();
    }
}
