package dev.muster.region.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.boot.BootPurpose;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.allocation.BootType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class BootPolicyTest {
    @ParameterizedTest
    @EnumSource(names = {"COMMISSIONING", "DISK_ERASING"})
    void workInTheEphemeralSystemIsCommissioning(NodeStatus status) {
        assertThat(BootPolicy.purpose(status, true, BootType.FASTPATH)).isEqualTo(BootPurpose.COMMISSIONING);
    }

    @Test
    void deployingNodeInstallsUntilItsInstallerIsThrough() {
        assertThat(BootPolicy.purpose(NodeStatus.DEPLOYING, true, BootType.FASTPATH))
                .isEqualTo(BootPurpose.XINSTALL);
        assertThat(BootPolicy.purpose(NodeStatus.DEPLOYING, false, BootType.FASTPATH))
                .isEqualTo(BootPurpose.LOCAL);
    }

    @Test
    void aNodeForTheSystemsOwnInstallerBootsThatUntilItIsThrough() {
        assertThat(BootPolicy.purpose(NodeStatus.DEPLOYING, true, BootType.DI)).isEqualTo(BootPurpose.INSTALL);
        assertThat(BootPolicy.purpose(NodeStatus.DEPLOYING, false, BootType.DI)).isEqualTo(BootPurpose.LOCAL);
    }

    @ParameterizedTest
    @EnumSource(names = "DEPLOYED")
    void deployedNodeNeverInstalls(NodeStatus status) {
        assertThat(BootPolicy.purpose(status, true, BootType.FASTPATH)).isEqualTo(BootPurpose.LOCAL);
        assertThat(BootPolicy.purpose(status, false, BootType.FASTPATH)).isEqualTo(BootPurpose.LOCAL);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"COMMISSIONING", "DISK_ERASING", "DEPLOYING", "DEPLOYED"})
    void idleNodeIsSwitchedOff(NodeStatus status) {
        assertThat(BootPolicy.purpose(status, true, BootType.FASTPATH)).isEqualTo(BootPurpose.POWEROFF);
    }

    @ParameterizedTest
    @CsvSource({
        "COMMISSIONING, commissioning",
        "XINSTALL, curtin install",
        "INSTALL, d-i install",
        "LOCAL, local boot",
        "POWEROFF, power off"
    })
    void timelineSaysItInMaasWords(BootPurpose purpose, String words) {
        assertThat(BootPolicy.describe(purpose)).isEqualTo(words);
    }
}
