package dev.muster.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The process of `ipmi_sim`, with one user, on UDP port 623 of one address.
final class IpmiSimulator {
    static final String USER = "muster";

    private final Path folder;
    private final String address;
    private final String password;
    private volatile @Nullable Process process;

    private IpmiSimulator(Path folder, String address, String password) {
        this.folder = folder;
        this.address = address;
        this.password = password;
    }

    /// Writes what it reads at its start.
    ///
    /// @param panel socket to which it passes on what it is asked
    static IpmiSimulator in(Path folder, String address, Path panel) throws IOException {
        var random = new byte[7];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Files.createDirectories(folder.resolve("state"));
        Path chassis = folder.resolve("chassis");
        Files.writeString(chassis, """
                #!/bin/sh
                echo "$*" | socat -t 30 - UNIX-CONNECT:'%s'
                """.formatted(panel));
        Files.setPosixFilePermissions(chassis, PosixFilePermissions.fromString("rwx------"));
        Path lan = folder.resolve("lan.conf");
        Files.deleteIfExists(lan);
        Files.createFile(lan, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(lan, """
                name "bmc"
                set_working_mc 0x20
                startlan 1
                addr %s 623
                priv_limit admin
                allowed_auths_operator md5
                allowed_auths_admin md5
                guid a123456789abcdefa123456789abcdef
                endlan
                chassis_control "%s"
                user 2 true "%s" "%s" admin 10 md5
                """.formatted(address, chassis, USER, password));
        Files.writeString(folder.resolve("bmc.emu"), """
                mc_setbmc 0x20
                mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02
                mc_enable 0x20
                """);
        return new IpmiSimulator(folder, address, password);
    }

    String address() {
        return address;
    }

    String password() {
        return password;
    }

    /// The kernel ends it with the thread that calls this.
    void start(NetworkNamespace namespace) throws IOException {
        var words = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL"));
        words.addAll(namespace.exec(List.of("ipmi_sim", "-n", "-c", "lan.conf", "-f", "bmc.emu", "-s", "state")));
        process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("ipmi_sim.log").toFile())
                .start();
    }

    /// @throws IOException with what it said, if it does not come to listen
    void awaitListening(NetworkNamespace namespace, Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!namespace.command("ss", "-Huln").succeed().contains(address + ":623")) {
            if (System.nanoTime() > deadline) {
                throw new IOException("ipmi_sim does not listen: " + Files.readString(folder.resolve("ipmi_sim.log")));
            }
            Thread.sleep(50);
        }
    }

    void stop() {
        var running = process;
        if (running != null) {
            running.destroyForcibly();
        }
    }
}
