package dev.muster.cluster.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.power.PowerAttempt.Outcome;
import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerState;
import dev.muster.model.power.PowerTypes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PowerAttemptTest {
    private static final List<Duration> QUICK =
            List.of(Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(20));

    private final ScriptedDriver machine = new ScriptedDriver();

    @Test
    void anActionIsDoneWhenTheMachineIsSeenToHaveDoneIt() throws Exception {
        assertThat(run(PowerAction.ON)).isEqualTo(new Outcome(true, PowerState.ON, ""));
        assertThat(machine.calls).containsExactly("state", "on", "state");
        assertThat(run(PowerAction.OFF)).isEqualTo(new Outcome(true, PowerState.OFF, ""));
    }

    @Test
    void aPassingFailureIsTriedAgain() throws Exception {
        machine.state = PowerState.ON;
        machine.failures.set(2);
        assertThat(run(PowerAction.OFF).ok()).isTrue();
        assertThat(machine.told()).containsExactly("off", "off", "off");
    }

    @Test
    void aLastingFailureEndsIt() throws Exception {
        machine.failures.set(1);
        machine.lasting = true;
        machine.complaint = "the BMC refuses the password";
        assertThat(run(PowerAction.ON)).isEqualTo(new Outcome(false, PowerState.ERROR, "the BMC refuses the password"));
        assertThat(machine.calls).containsExactly("state");
    }

    @Test
    void aMachineThatRunsIsSeenOffBeforeItIsSwitchedOn() throws Exception {
        machine.state = PowerState.ON;
        machine.slow = 2;
        assertThat(run(PowerAction.ON)).isEqualTo(new Outcome(true, PowerState.ON, ""));
        assertThat(machine.calls).containsExactly("state", "off", "state", "state", "on", "state");
    }

    @Test
    void aMachineThatCannotBeSeenOffIsNotSaidToHaveStartedAnew() throws Exception {
        machine.state = PowerState.ON;
        machine.deaf = true;
        Outcome outcome = run(PowerAction.ON);
        assertThat(outcome.ok()).isFalse();
        assertThat(outcome.message()).contains("told to be switched off").contains("'on'");
        assertThat(machine.told()).hasSizeGreaterThan(1).containsOnly("off");
    }

    @Test
    void aMachineThatDoesNotFollowIsToldAgainAndThenGivenUp() throws Exception {
        machine.deaf = true;
        Outcome outcome = run(PowerAction.ON);
        assertThat(outcome.ok()).isFalse();
        assertThat(outcome.state()).isEqualTo(PowerState.OFF);
        assertThat(outcome.message()).contains("told to be switched on").contains("'off'");
        assertThat(machine.told()).hasSizeGreaterThan(1).containsOnly("on");
    }

    @Test
    void aMachineThatShutsDownIsAskedOnce() throws Exception {
        machine.state = PowerState.ON;
        assertThat(run(PowerAction.SOFT_OFF).ok()).isFalse();
        assertThat(machine.told()).containsExactly("soft");
    }

    @Test
    void softFirstAndThenHardWhereTheOperatorWantsIt() throws Exception {
        machine.state = PowerState.ON;
        var attempt = attempt("ipmi", Map.of("power_off_mode", "soft"));
        assertThat(attempt.run(PowerAction.OFF, false).ok()).isTrue();
        assertThat(machine.told()).containsExactly("soft", "off");
    }

    @Test
    void whatWasDoneByAnEarlierProcessIsNotDoneAgain() throws Exception {
        machine.state = PowerState.ON;
        var outcome = attempt("ipmi", Map.of()).run(PowerAction.ON, true);
        assertThat(outcome.ok()).isTrue();
        assertThat(machine.told()).isEmpty();
    }

    @Test
    void whatCannotBeAskedIsDoneWhenItIsTold() throws Exception {
        var outcome = attempt("ether_wake", Map.of()).run(PowerAction.ON, false);
        assertThat(outcome).isEqualTo(new Outcome(true, PowerState.UNKNOWN, ""));
        assertThat(machine.calls).containsExactly("on");
    }

    @Test
    void aLookThatFailsIsAnErrorWithItsReason() throws Exception {
        machine.failures.set(Integer.MAX_VALUE);
        assertThat(run(PowerAction.QUERY)).isEqualTo(new Outcome(false, PowerState.ERROR, "the BMC does not answer"));
    }

    @Test
    void nothingGoesOnPastTheCommandsEnd() throws Exception {
        machine.deaf = true;
        var outcome = attempt("ipmi", Map.of(), Duration.ofMillis(1)).run(PowerAction.ON, false);
        assertThat(outcome.ok()).isFalse();
        assertThat(machine.told()).hasSizeLessThan(2);
    }

    @Test
    void nothingBeginsAfterTheCommandsEnd() throws Exception {
        var outcome = attempt("ipmi", Map.of(), Duration.ZERO).run(PowerAction.ON, false);
        assertThat(outcome.ok()).isFalse();
        assertThat(machine.calls).isEmpty();
    }

    @Test
    void aCallThatHangsIsBrokenOffAtTheEnd() throws Exception {
        machine.millis = 60_000;
        var outcome = attempt("ipmi", Map.of(), Duration.ofMillis(100)).run(PowerAction.ON, false);
        assertThat(outcome)
                .isEqualTo(new Outcome(false, PowerState.ERROR, "its power control did not answer within 1 s"));
        assertThat(machine.running).hasValue(0);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aLookThatHangsIsBrokenOffAsWell() throws Exception {
        machine.millis = 60_000;
        var outcome = attempt("ipmi", Map.of(), Duration.ofMillis(100)).run(PowerAction.QUERY, false);
        assertThat(outcome.state()).isEqualTo(PowerState.ERROR);
        assertThat(outcome.message()).contains("did not answer");
    }

    private Outcome run(PowerAction action) throws InterruptedException {
        machine.calls.clear();
        return attempt("ipmi", Map.of()).run(action, false);
    }

    private PowerAttempt attempt(String type, Map<String, String> parameters) {
        return attempt(type, parameters, Duration.ofMillis(400));
    }

    private PowerAttempt attempt(String type, Map<String, String> parameters, Duration left) {
        var target = new PowerTarget(PowerTypes.of(type).orElseThrow(), "node-1", List.of(), parameters);
        return new PowerAttempt(machine, target, QUICK, Deadline.in(left));
    }
}
