package dev.muster.lab;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.node.MacAddress;
import dev.muster.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// dnsmasq gives the addresses of the rack and knows nothing of booting; the cluster only says what to boot.
@Tag("full")
class ProxyDhcpIT {
    private static final String OTHERS_ADDRESS = "10.77.0.2";
    private static final Duration BOOT = Duration.ofMinutes(8);
    private static final Pattern KERNEL = Pattern.compile("Command line: .*BOOTIF=01-52[:-]54");

    private static @Nullable SharedRack rack;
    private static @Nullable Process others;

    @BeforeAll
    static void aRackWithSomebodyElsesAddresses() throws Exception {
        Requirements.needTools("dnsmasq");
        var own = SharedRack.start(
                "proxy",
                data -> new Stack.Plan(
                        SharedRack.checkout(),
                        data,
                        SharedRack.images(),
                        Map.of(),
                        List.of("--interface", RackNetwork.INTERFACE, "--mode", "proxy")));
        rack = own;
        own.network().nodes().ip("addr", "add", OTHERS_ADDRESS + "/24", "dev", "br0");
        others = startOthers(own);
    }

    @AfterAll
    static void endBoth() {
        if (others != null) {
            others.destroy();
        }
        if (rack != null) {
            rack.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Firmware.class,
            names = {"IPXE", "UEFI"})
    void firmwareTakesItsAddressThereAndBootsFromHere(Firmware firmware) throws Exception {
        var own = Objects.requireNonNull(rack);
        var mac = MacAddress.of("52:54:00:77:06:"
                + HexFormat.of().toHexDigits((byte) firmware.name().hashCode()));
        var hardware = Hardware.ofMac(mac).with(firmware);
        Path log = own.serialLog(firmware.name().toLowerCase(Locale.ROOT));
        try (var machine = VirtualMachine.powerOn(own.network(), hardware, log)) {
            await("kernel").atMost(BOOT).untilAsserted(() -> assertThat(
                            machine.console().find(KERNEL))
                    .as(() -> "console:\n" + machine.console().tail(30))
                    .isPresent());
        }
        assertThat(Files.readString(othersLog(own))).contains(mac.value());
    }

    private static Process startOthers(SharedRack rack) throws IOException, InterruptedException {
        Path log = othersLog(rack);
        var words = new ArrayList<>(List.of("setpriv", "--pdeathsig", "TERM"));
        words.addAll(rack.network()
                .nodes()
                .exec(List.of(("dnsmasq -k --conf-file=/dev/null --port=0 --bind-interfaces --user=root --log-dhcp"
                                + " --log-facility=- --pid-file= --interface=br0"
                                + " --dhcp-range=10.77.0.50,10.77.0.60,255.255.255.0,1h --dhcp-leasefile="
                                + rack.serialLog("dnsmasq-leases"))
                        .split(" "))));
        var process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await("dnsmasq serves").untilAsserted(() -> assertThat(log).content().contains("DHCP, IP range"));
        return process;
    }

    private static Path othersLog(SharedRack rack) {
        return rack.serialLog("dnsmasq");
    }
}
