package dev.muster.cluster.power;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerCommand;
import dev.muster.model.power.PowerOrder;
import dev.muster.model.power.PowerResult;
import dev.muster.model.power.PowerState;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowerDeskTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final PowerLimits QUICK =
            new PowerLimits(Duration.ofSeconds(10), Duration.ofMillis(200), List.of(Duration.ofMillis(5)), 4, 2);

    private final ScriptedDriver machine = new ScriptedDriver();
    private final BlockingQueue<PowerResult> results = new LinkedBlockingQueue<>();
    private final AtomicInteger awayFor = new AtomicInteger();
    private volatile boolean wanted = true;
    private volatile Duration left = Duration.ofMinutes(1);
    private volatile Duration callTakes = Duration.ZERO;
    private volatile Map<String, String> parameters = Map.of();
    private final PowerDesk desk = desk(Clock.systemUTC());

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void aCommandIsFetchedCarriedOutAndAnswered() throws Exception {
        PowerCommand command = command("node-1", PowerAction.ON);
        desk.take(command);
        PowerResult result = next();
        assertThat(result.id()).isEqualTo(command.id());
        assertThat(result.ok()).isTrue();
        assertThat(result.state()).isEqualTo(PowerState.ON);
        assertThat(machine.logFields)
                .containsEntry("system_id", "node-1")
                .containsEntry("transaction", command.id().toString());
    }

    @Test
    void aRepeatedCommandIsPassedOver() throws Exception {
        PowerCommand command = command("node-1", PowerAction.ON);
        desk.take(command);
        next();
        desk.take(command);
        settle();
        assertThat(results).isEmpty();
        assertThat(machine.told()).hasSize(1);
    }

    @Test
    void whatTheRegionDoesNotWantAnyMoreIsDroppedWithoutAWord() throws Exception {
        wanted = false;
        desk.take(command("node-1", PowerAction.ON));
        settle();
        assertThat(results).isEmpty();
        assertThat(machine.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, 3600})
    void aClockThatIsAnHourOffChangesNothing(long seconds) throws Exception {
        try (var skewed = desk(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds)))) {
            skewed.take(command("node-1", PowerAction.ON));
            assertThat(next().ok()).isTrue();

            left = Duration.ofMillis(50);
            machine.deaf = true;
            skewed.take(command("node-1", PowerAction.OFF));
            assertThat(next().ok()).as("given up when the region does").isFalse();

            wanted = false;
            int calls = machine.calls.size();
            skewed.take(command("node-1", PowerAction.ON));
            await().until(() -> skewed.busy() == 0);
            assertThat(machine.calls).as("late, and not wanted any more").hasSize(calls);
        }
    }

    @Test
    void theTimeThatTheRegionsAnswerTookIsLost() throws Exception {
        left = Duration.ofMillis(50);
        callTakes = Duration.ofMillis(200);
        desk.take(command("node-1", PowerAction.ON));
        assertThat(next().ok()).isFalse();
        assertThat(machine.calls).isEmpty();
    }

    @Test
    void oneMachineIsNeverDoneTwoThingsAtOnce() throws Exception {
        machine.millis = 20;
        for (int i = 0; i < 5; i++) {
            desk.take(command("node-1", i % 2 == 0 ? PowerAction.ON : PowerAction.OFF));
        }
        for (int i = 0; i < 5; i++) {
            next();
        }
        assertThat(machine.most).hasValue(1);
        assertThat(machine.told()).containsExactly("on", "off", "on", "off", "on");
    }

    @Test
    void looksAreBounded() throws Exception {
        machine.millis = 30;
        for (int i = 0; i < 12; i++) {
            desk.take(command("node-" + i, PowerAction.QUERY));
        }
        for (int i = 0; i < 12; i++) {
            assertThat(next().ok()).isTrue();
        }
        assertThat(machine.most.get()).isBetween(1, QUICK.queries());
    }

    @Test
    void aLookGivesWayToAnAction() throws Exception {
        machine.millis = 5_000;
        desk.take(command("node-1", PowerAction.QUERY));
        await().until(() -> machine.running.get() == 1);
        machine.millis = 0;
        PowerCommand action = command("node-1", PowerAction.ON);
        desk.take(action);
        assertThat(next().id()).isEqualTo(action.id());
    }

    @Test
    void theRegionIsAskedUntilItAnswers() throws Exception {
        awayFor.set(1);
        desk.take(command("node-1", PowerAction.ON));
        assertThat(next().ok()).isTrue();
    }

    @Test
    void secretsAreTakenOutOfWhatABmcSays() throws Exception {
        parameters = Map.of("power_pass", "s3cret/+ pass");
        machine.failures.set(1);
        machine.lasting = true;
        machine.complaint = "bad login maas:s3cret/+ pass (s3cret%2F%2B+pass,\n czNjcmV0LysgcGFzcw==)";
        desk.take(command("node-1", PowerAction.ON));
        assertThat(next().message()).isEqualTo("bad login maas:*** (***, ***)");
    }

    @Test
    void aTypeWithoutADriverIsSaid() throws Exception {
        var command = new PowerCommand(UUID.randomUUID(), UUID.randomUUID(), "node-1", PowerAction.ON, "amt");
        desk.take(command);
        assertThat(next().message()).isEqualTo("this cluster has no driver for 'amt'");
    }

    private PowerDesk desk(Clock clock) {
        return new PowerDesk(Map.of("ipmi", machine), this::order, results::add, QUICK, clock);
    }

    private Optional<PowerOrder> order(PowerCommand command) throws IOException, InterruptedException {
        if (awayFor.getAndDecrement() > 0) {
            throw new IOException("no region answers");
        }
        Thread.sleep(callTakes);
        return wanted ? Optional.of(new PowerOrder(command, left, parameters, List.of(), false)) : Optional.empty();
    }

    private static PowerCommand command(String systemId, PowerAction action) {
        return new PowerCommand(UUID.randomUUID(), UUID.randomUUID(), systemId, action, "ipmi");
    }

    private PowerResult next() throws InterruptedException {
        PowerResult result = results.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(result).as("a result").isNotNull();
        return result;
    }

    private void settle() {
        await().until(() -> desk.busy() == 0);
    }
}
