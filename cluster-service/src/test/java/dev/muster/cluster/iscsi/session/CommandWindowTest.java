package dev.muster.cluster.iscsi.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.NopOut;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.Numbered;
import org.junit.jupiter.api.Test;

class CommandWindowTest {
    @Test
    void commandsRunInTheOrderOfTheirNumbersAcrossTheWrap() {
        CommandWindow window = new CommandWindow(-1, 128);
        assertThat(window.on(nop(1))).isEmpty();
        assertThat(window.on(nop(0))).isEmpty();
        assertThat(window.on(nop(-1))).containsExactly(nop(-1), nop(0), nop(1));
        assertThat(window.expected()).isEqualTo(2);
    }

    @Test
    void whatComesTwiceOrOutsideTheWindowIsIgnored() {
        CommandWindow window = new CommandWindow(10, 128);
        assertThat(window.on(nop(9))).isEmpty();
        assertThat(window.on(nop(10 + 128))).isEmpty();
        assertThat(window.on(nop(10))).hasSize(1);
        assertThat(window.on(nop(10))).isEmpty();
        assertThat(window.expected()).isEqualTo(11);
    }

    @Test
    void immediateCommandsRunAtOnceAndUseNoNumber() {
        CommandWindow window = new CommandWindow(10, 128);
        NopOut immediate = new NopOut(true, 0, 1, -1, 500, 0, Bytes.EMPTY);
        assertThat(window.on(immediate)).containsExactly(immediate);
        assertThat(window.expected()).isEqualTo(10);
    }

    @Test
    void theWindowNarrowsWithWorkAndNeverGoesBack() {
        CommandWindow window = new CommandWindow(1, 128);
        assertThat(window.max(0)).isEqualTo(128);
        window.on(nop(1));
        assertThat(window.max(1)).isEqualTo(128);
        assertThat(window.max(0)).isEqualTo(129);
        assertThat(window.max(100)).isEqualTo(129);
    }

    @Test
    void aDroppedCommandKeepsItsPlace() {
        CommandWindow window = new CommandWindow(1, 128);
        window.on(nop(2));
        assertThat(window.drop(command -> command.cmdSn() == 2)).isEqualTo(1);
        assertThat(window.on(nop(1))).containsExactly(nop(1));
        assertThat(window.expected()).isEqualTo(3);
    }

    private static Numbered nop(int cmdSn) {
        return new NopOut(false, 0, 1, -1, cmdSn, 0, Bytes.EMPTY);
    }
}
