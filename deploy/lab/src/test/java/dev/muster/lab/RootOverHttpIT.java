package dev.muster.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Images whose root is downloaded as a whole.
@Tag("full")
class RootOverHttpIT {
    private static @Nullable SharedRack rack;

    @BeforeAll
    static void aRackWithoutIscsiRoots() throws IOException {
        var settings = new HashMap<>(Firmware.BIOS.settings());
        settings.put("MUSTER_CLUSTER_BOOT_ROOT_OVER_HTTP", "debian/*/*/*/*");
        rack = SharedRack.start("http-root", settings);
    }

    @AfterAll
    static void endTheRack() {
        if (rack != null) {
            rack.close();
        }
    }

    @Test
    void anEmptyMachineEnlistsItselfWithoutIscsi() throws Exception {
        var rack = Objects.requireNonNull(RootOverHttpIT.rack);
        var events = EmptyMachine.enlistsItself(rack, Firmware.BIOS);

        assertThat(events)
                .extracting(TimelineEvent::step)
                .contains("ROOT_IMAGE")
                .doesNotContain("ISCSI_LOGIN");
        assertThat(Files.readString(rack.serialLog("bios"))).contains("muster: root is here, SHA-256 as expected");
    }
}
