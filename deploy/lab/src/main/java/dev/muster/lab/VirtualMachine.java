package dev.muster.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A machine made of QEMU without hardware acceleration, with its own firmware, plugged into a rack.
/// Switched on when it is made; when it switches itself off, its process ends.
public final class VirtualMachine implements AutoCloseable {
    /// The console that is read here, and a clock that an emulated processor need not measure for ten seconds.
    static final String KERNEL_OPTIONS = "console=tty0 console=ttyS0,115200n8 tsc=reliable";

    private final Process process;
    private final SerialConsole console;
    private final Instant poweredOn;

    private VirtualMachine(Process process, SerialConsole console, Instant poweredOn) {
        this.process = process;
        this.console = console;
        this.poweredOn = poweredOn;
    }

    /// What a machine is connected to.
    ///
    /// @param tap in the machines' namespace
    /// @param panel its power button, if anybody can reach it
    /// @param serialLog file that takes its console after what is in it, a time on each line
    record Wiring(String tap, @Nullable Qmp panel, Path serialLog) {}

    /// Switches a machine on. Call it from a thread that lives as long as the machine shall: the kernel ends the
    /// machine with the thread that started it, so that nothing is left over after a kill -9.
    ///
    /// @param serialLog file that takes its console, a time on each line
    public static VirtualMachine powerOn(RackNetwork rack, Hardware hardware, Path serialLog) throws IOException {
        Files.deleteIfExists(serialLog);
        return powerOn(rack.nodes(), hardware, new Wiring(rack.plug(), null, serialLog));
    }

    static VirtualMachine powerOn(NetworkNamespace nodes, Hardware hardware, Wiring wiring) throws IOException {
        var qemu = new ArrayList<>(hardware.qemu(wiring.tap(), wiring.serialLog()));
        if (wiring.panel() != null) {
            qemu.addAll(wiring.panel().qemu());
        }
        var words = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL"));
        words.addAll(nodes.exec(qemu));
        var poweredOn = Instant.now();
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        return new VirtualMachine(
                process, SerialConsole.follow(process.getInputStream(), wiring.serialLog()), poweredOn);
    }

    public SerialConsole console() {
        return console;
    }

    public Instant poweredOn() {
        return poweredOn;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    public boolean isOn() {
        return process.isAlive();
    }

    /// Waits until the machine has switched itself off.
    ///
    /// @return whether it did within the limit
    public boolean awaitOff(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Pulls the plug.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
