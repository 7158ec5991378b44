package dev.muster.lab;

import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

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

    /// Switches a machine on. Call it from a thread that lives as long as the machine shall: the kernel ends the
    /// machine with the thread that started it, so that nothing is left over after a kill -9.
    ///
    /// @param serialLog file that takes its console, a time on each line
    public static VirtualMachine powerOn(RackNetwork rack, Hardware hardware, Path serialLog) throws IOException {
        var words = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL"));
        words.addAll(rack.nodes().exec(hardware.qemu(rack.plug())));
        var poweredOn = Instant.now();
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        return new VirtualMachine(process, SerialConsole.follow(process.getInputStream(), serialLog), poweredOn);
    }

    public SerialConsole console() {
        return console;
    }

    public Instant poweredOn() {
        return poweredOn;
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

    /// What the machine is made of. Its processor is a plain x86-64: one with every vector extension makes the
    /// guest's libraries choose code that is slow to emulate, and the same boot takes half as long again.
    /// It lacks QEMU's default devices: the guest looks for seconds into an empty CD drive.
    ///
    /// @param nic QEMU's name of the network card: `virtio-net-pci`, `e1000`
    /// @param memoryMiB 2048 is enough for the ephemeral system
    public record Hardware(MacAddress mac, String nic, int processors, int memoryMiB) {
        public static Hardware ofMac(MacAddress mac) {
            return new Hardware(mac, "virtio-net-pci", 2, 2048);
        }

        private List<String> qemu(String tap) {
            return List.of(
                    "qemu-system-x86_64",
                    "-name",
                    "muster-" + mac.hyphenated(),
                    "-accel",
                    "tcg,thread=multi,tb-size=512",
                    "-cpu",
                    "qemu64",
                    "-smp",
                    Integer.toString(processors),
                    "-m",
                    Integer.toString(memoryMiB),
                    "-nodefaults",
                    "-display",
                    "none",
                    "-vga",
                    "std",
                    "-serial",
                    "stdio",
                    "-fw_cfg",
                    "name=etc/sercon-port,string=0x3f8",
                    "-netdev",
                    "tap,id=net0,ifname=" + tap + ",script=no,downscript=no",
                    "-device",
                    nic + ",netdev=net0,bootindex=1,mac=" + mac.value());
        }
    }
}
