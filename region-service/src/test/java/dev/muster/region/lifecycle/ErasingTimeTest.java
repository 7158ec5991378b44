package dev.muster.region.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.metadata.Machine;
import dev.muster.region.metadata.Machines;
import dev.muster.region.metadata.Multipart;
import dev.muster.region.node.NodeColumns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How long a machine may wipe its disks.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class ErasingTimeTest {
    @Inject
    Machines fresh;

    @Inject
    KnownMachines machines;

    @Inject
    Lifecycle lifecycle;

    private Machine machine;

    @BeforeEach
    void aMachineThatIsErased() {
        machine = fresh.in(NodeStatus.DEPLOYED);
        lifecycle.release(machine.systemId, Optional.of(true));
        assertThat(minutesLeft()).isBetween(119, 120);
    }

    @Test
    void progressTakesNothingAway() {
        says("WORKING", "1 %");
        assertThat(minutesLeft()).isBetween(119, 120);
    }

    @Test
    void progressGivesTimeAndRepeatingOneselfDoesNot() {
        left("10 minutes", "110 minutes");
        says("WORKING", "");
        assertThat(minutesLeft()).isBetween(9, 10);
        says("WORKING", "50 %");
        assertThat(minutesLeft()).isBetween(29, 30);
        left("10 minutes", "110 minutes");
        says("WORKING", "50 %");
        assertThat(minutesLeft()).isBetween(9, 10);
    }

    @Test
    void progressGivesNoTimeForEver() {
        left("1 minute", "47 hours 50 minutes");
        says("WORKING", "98 %");
        assertThat(minutesLeft()).isBetween(9, 10);
        left("1 minute", "49 hours");
        says("WORKING", "99 %");
        assertThat(minutesLeft()).isBetween(0, 1);
    }

    @Test
    void otherWorkHasItsTime() {
        Machine other = fresh.in(NodeStatus.READY);
        lifecycle.commission(other.systemId);
        machines.update(NodeColumns.update("status_expires", "now() + interval '5 minutes'"), other.systemId);
        other.signal(Multipart.signal("WORKING", "starting x [1/8]")).then().statusCode(200);
        assertThat(Integer.parseInt(other.column("floor(extract(epoch from status_expires - now()) / 60)")))
                .isBetween(4, 5);
    }

    private void says(String status, String text) {
        machine.signal(Multipart.signal(status, text)).then().statusCode(200);
    }

    private void left(String interval, String passed) {
        machines.update(
                "update node_work set expires = now() + ?::interval, since = now() - ?::interval"
                        + " where node_id = (select id from nodes where system_id = ?)",
                interval,
                passed,
                machine.systemId);
    }

    private int minutesLeft() {
        return Integer.parseInt(machine.column("round(extract(epoch from status_expires - now()) / 60)"));
    }
}
