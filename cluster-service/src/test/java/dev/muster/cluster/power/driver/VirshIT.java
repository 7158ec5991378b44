package dev.muster.cluster.power.driver;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.cluster.power.PowerFailure;
import dev.muster.cluster.power.PowerTarget;
import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerState;
import dev.muster.model.power.PowerTypes;
import dev.muster.testing.Requirements;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The real `virsh` with libvirt's test driver. That lives as long as one `virsh`: its machine is on again for the
/// next.
class VirshIT {
    private final Virsh driver = new Virsh();

    @BeforeAll
    static void needs() {
        Requirements.need(Files.exists(Path.of("/usr/bin/virsh")), "needs Debian's libvirt-clients");
    }

    @Test
    void aMachineIsStartedAnewSwitchedOffAndAsked() throws Exception {
        assertThat(driver.state(target("test:///default", "test"))).isEqualTo(PowerState.ON);
        driver.on(target("test:///default", "test"));
        driver.off(target("test:///default", "test"));
        driver.softOff(target("test:///default", "test"));
    }

    @Test
    void aMachineThatIsNotThereIsSaid() {
        var failure = failure("test:///default", "nobody");
        assertThat(failure.isLasting()).isTrue();
        assertThat(failure.reason()).contains("'nobody'");
    }

    @Test
    void aHostThatIsNotThereMayBeTriedAgain() {
        var failure = failure("qemu+unix:///system", "vm");
        assertThat(failure.isLasting()).isFalse();
        assertThat(failure.reason()).startsWith("virsh: ");
    }

    @Test
    void aMachineThatIsOnAgainIsFoundOut() throws Exception {
        try (var desk = new TestDesk("virsh", Duration.ofSeconds(2)).at(parameters("test:///default", "test"))) {
            var result = desk.run(PowerAction.OFF);
            assertThat(result.ok()).isFalse();
            assertThat(result.state()).isEqualTo(PowerState.ON);
            assertThat(result.message()).contains("told to be switched off and is 'on'");
        }
    }

    @Test
    void aHostThatNeverAnswersIsGivenUpAndNoToolIsLeft() throws Exception {
        try (var silent = SilentServer.saying("");
                var desk = new TestDesk("virsh", Duration.ofSeconds(2))
                        .at(parameters("qemu+tcp://" + silent.place() + "/system", "vm"))) {
            var result = desk.run(PowerAction.ON);
            assertThat(result.state()).isEqualTo(PowerState.ERROR);
            assertThat(result.message()).contains("did not answer within 2 s");
            await("virsh is gone").until(() -> ProcessHandle.current()
                    .children()
                    .noneMatch(child -> child.info().command().orElse("").endsWith("virsh")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qemu+ext:///system?command=/tmp/evil",
                "qemu+ssh://host/system?netcat=/tmp/evil",
                "qemu+ssh://-oProxyCommand=evil/system",
                "--help",
                "test:///default quit"
            })
    void anAddressThatRunsSomethingIsRefused(String address) {
        assertThat(failure(address, "test").reason()).contains("power_address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"test; destroy other", "--all", "a b", "$(id)"})
    void aNameThatIsACommandIsRefused(String name) {
        assertThat(failure("test:///default", name).reason()).contains("power_id");
    }

    private PowerFailure failure(String address, String id) {
        return catchThrowableOfType(PowerFailure.class, () -> driver.state(target(address, id)));
    }

    private static PowerTarget target(String address, String id) {
        return new PowerTarget(PowerTypes.of("virsh").orElseThrow(), "node-1", List.of(), parameters(address, id));
    }

    private static Map<String, String> parameters(String address, String id) {
        return Map.of("power_address", address, "power_id", id);
    }
}
