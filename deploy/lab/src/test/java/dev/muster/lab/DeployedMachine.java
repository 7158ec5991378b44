package dev.muster.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// A machine that was deployed once: its disk boots, and the cluster has the region's last answer for it. It is
/// switched on while region and Kafka are stopped.
final class DeployedMachine {
    private static final Duration BOOT = Duration.ofMinutes(6);

    private final SharedRack rack;
    private final MacAddress mac;

    DeployedMachine(SharedRack rack, MacAddress mac) throws IOException {
        this.rack = rack;
        this.mac = mac;
        Path answers = rack.stack().data().resolve("cluster/boot-answers");
        Files.writeString(answers.resolve(mac.hyphenated() + ".json"), lastAnswer());
    }

    /// Network first, as a machine that is managed must boot; then its disk.
    void bootsItsDisk(Firmware firmware, Map<String, Path> loaders) throws Exception {
        String name = "local-" + firmware.name().toLowerCase(Locale.ROOT);
        Path log = rack.serialLog(name);
        Path disk = LocalDisk.make(rack.stack().data().resolve(name + ".img"), image(), loaders);
        var hardware = Hardware.ofMac(mac).with(firmware).withDisks(disk);
        var stopped = Stream.of("region-service/target/quarkus-app/quarkus-run.jar", "KafkaBroker")
                .map(rack::process)
                .toList();
        signal("STOP", stopped);
        try (var machine = VirtualMachine.powerOn(rack.network(), hardware, log)) {
            boolean off = machine.awaitOff(BOOT);
            assertThat(machine.console().find(LocalDisk.BOOTED))
                    .as(() -> "booted from its disk; console:\n"
                            + machine.console().tail(30))
                    .isPresent();
            assertThat(off).as("switched itself off").isTrue();
        } finally {
            signal("CONT", stopped);
            Files.delete(disk);
        }
    }

    private static Path image() {
        return SharedRack.images().resolve("current/debian/amd64/generic/bookworm/release");
    }

    private String lastAnswer() {
        return """
                {"answered": {"at": "%s", "answer": {
                  "osystem": "debian", "arch": "amd64", "subarch": "generic", "release": "bookworm",
                  "label": "release", "purpose": "local", "hostname": "deployed", "domain": "rack",
                  "preseed_url": "http://%2$s:5248/MAAS/", "log_host": "%2$s", "fs_host": "%2$s", "extra_opts": ""}}}
                """.formatted(Instant.now(), RackNetwork.SERVER);
    }

    private static void signal(String name, List<ProcessHandle> processes) {
        processes.forEach(process ->
                Command.of("kill", "-" + name, Long.toString(process.pid())).succeed());
    }
}
