package dev.muster.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Power and reset of one virtual machine, in the words of `ipmi_sim`. Used by one thread, which the machine dies
/// with; looking is for all.
final class FrontPanel implements AutoCloseable {
    private final RackNetwork rack;
    private final Hardware hardware;
    private final String tap;
    private final Qmp qmp;
    private final Path serialLog;
    private volatile @Nullable VirtualMachine machine;

    FrontPanel(RackNetwork rack, Hardware hardware, String tap, Path qmpSocket, Path serialLog) {
        this.rack = rack;
        this.hardware = hardware;
        this.tap = tap;
        this.qmp = new Qmp(qmpSocket);
        this.serialLog = serialLog;
    }

    Optional<VirtualMachine> machine() {
        return Optional.ofNullable(machine);
    }

    boolean isOn() {
        return machine().filter(VirtualMachine::isOn).isPresent();
    }

    /// @param request `get power`, `get boot`, `set power 0`, `set reset 1`, `set shutdown 1`, `set boot pxe`
    /// @return what `ipmi_sim` reads; empty for what is set
    String answer(String request) throws IOException {
        switch (request) {
            case "get power" -> {
                return "power:" + (isOn() ? 1 : 0);
            }
            case "get boot" -> {
                return "boot:none";
            }
            case "set power 1" -> on();
            case "set power 0" -> machine().ifPresent(VirtualMachine::close);
            case "set reset 1" -> press("system_reset");
            case "set shutdown 1" -> press("system_powerdown");
            default -> {
                // 'set boot pxe': these machines try the network first anyhow
            }
        }
        return "";
    }

    private void on() throws IOException {
        if (!isOn()) {
            machine = VirtualMachine.powerOn(rack.nodes(), hardware, new VirtualMachine.Wiring(tap, qmp, serialLog));
        }
    }

    private void press(String button) throws IOException {
        if (isOn()) {
            qmp.execute(button);
        }
    }

    @Override
    public void close() {
        machine().ifPresent(VirtualMachine::close);
    }
}
