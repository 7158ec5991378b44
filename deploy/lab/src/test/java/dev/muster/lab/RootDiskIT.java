package dev.muster.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.MacAddress;
import dev.muster.testing.Requirements;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Who gets to the root disk of a machine that boots, where everybody has to prove who he is: libiscsi's client, on
/// hosts with leases of their own.
class RootDiskIT {
    @BeforeAll
    static void aRackAndItsClients() throws IOException {
        for (String tool : new String[] {"udhcpc", "curl", "iscsi-inq"}) {
            Requirements.needTools(tool);
        }
        SharedRack.get();
    }

    @Test
    void theSecretOfABootIsGoodForItsMachineUntilItBootsAnew() throws IOException {
        try (var machine = client("mine", "52:54:00:77:02:11");
                var stranger = client("stranger", "52:54:00:77:02:12")) {
            machine.udhcpc();
            stranger.udhcpc();
            var first = BootSecret.fetchedBy(machine);

            assertThat(first.letsIn(machine)).isTrue();
            assertThat(first.isNotNeededBy(machine)).isFalse();
            assertThat(first.withSecret("0123456789abcdef0123456789abcdef").letsIn(machine))
                    .isFalse();
            assertThat(first.letsIn(stranger)).isFalse();

            var next = BootSecret.fetchedBy(machine);
            assertThat(first.letsIn(machine)).as("a session that was lost").isTrue();
            assertThat(next.letsIn(machine)).isTrue();
            assertThat(first.letsIn(machine)).as("after the next boot").isFalse();
        }
    }

    /// The kernel sees that it is another card.
    @Test
    void whoTakesAMachinesAddressIsNotTheMachine() throws IOException {
        try (var machine = client("victim", "52:54:00:77:02:13");
                var thief = client("thief", "52:54:00:77:02:14")) {
            String address = machine.udhcpc().get("ip");
            var secret = BootSecret.fetchedBy(machine);
            assertThat(secret.letsIn(machine)).isTrue();
            machine.run("ip", "link", "set", "eth0", "down");

            thief.run("ip", "address", "add", address + "/24", "dev", "eth0").succeedWith("taking the address");

            assertThat(secret.letsIn(thief)).isFalse();
        }
    }

    private static RackClient client(String name, String mac) throws IOException {
        return RackClient.plugIn(SharedRack.get().network(), name, MacAddress.of(mac));
    }
}
