package dev.muster.cluster.power.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.cluster.power.PowerFailure;
import dev.muster.cluster.power.PowerTarget;
import dev.muster.model.power.PowerState;
import dev.muster.model.power.PowerTypes;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedfishTest {
    private static final String BOOT_ONCE = "boot Boot:BootSourceOverrideEnabled:Once,BootSourceOverrideTarget:Pxe";

    @TempDir
    Path folder;

    private final Redfish driver = new Redfish(new WebCalls());
    private RedfishServer bmc;

    @BeforeEach
    void aService() throws Exception {
        bmc = RedfishServer.plain();
    }

    @AfterEach
    void away() {
        bmc.close();
    }

    @Test
    void switchesOnFromTheNetworkAnewAndOff() throws Exception {
        assertThat(driver.state(target(Map.of()))).isEqualTo(PowerState.OFF);
        driver.on(target(Map.of()));
        assertThat(driver.state(target(Map.of()))).isEqualTo(PowerState.ON);
        driver.on(target(Map.of()));
        driver.softOff(target(Map.of()));
        driver.off(target(Map.of()));
        assertThat(bmc.told)
                .containsExactly(BOOT_ONCE, "On", BOOT_ONCE, "ForceRestart", "GracefulShutdown", "ForceOff");
        assertThat(driver.state(target(Map.of()))).isEqualTo(PowerState.OFF);
    }

    @Test
    void onlyWhatTheServiceAllowsIsAsked() throws Exception {
        bmc.state = "On";
        bmc.allowed = "\"PowerCycle\"";
        driver.on(target(Map.of()));
        assertThat(bmc.told).contains("PowerCycle");
        var failure = failure(() -> driver.softOff(target(Map.of())));
        assertThat(failure.isLasting()).isTrue();
        assertThat(failure.reason()).contains("GracefulShutdown");
    }

    @Test
    void aStateOnTheWayIsNeither() throws Exception {
        bmc.state = "PoweringOn";
        assertThat(driver.state(target(Map.of()))).isEqualTo(PowerState.UNKNOWN);
    }

    @Test
    void ofSeveralSystemsOneHasToBeNamed() throws Exception {
        bmc.two = true;
        assertThat(failure(() -> driver.state(target(Map.of()))).reason()).contains("node_id");
        assertThat(driver.state(target(Map.of("node_id", "1")))).isEqualTo(PowerState.OFF);
        assertThat(failure(() -> driver.state(target(Map.of("node_id", "9")))).reason())
                .contains("node_id");
    }

    @Test
    void aRefusedPasswordIsNotTriedAgain() {
        var failure = failure(() -> driver.on(target(Map.of("power_pass", "wrong"))));
        assertThat(failure.isLasting()).isTrue();
        assertThat(failure.reason()).contains("refuses");
    }

    @Test
    void credentialsGoToNoOtherHost() {
        bmc.target = "http://127.0.0.2:9/steal";
        assertThat(failure(() -> driver.off(target(Map.of()))).reason()).contains("another host");
    }

    @Test
    void nobodyThereMayBeTriedAgain() throws Exception {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        var failure = failure(() -> driver.state(target(Map.of("power_address", "http://127.0.0.1:" + free))));
        assertThat(failure.isLasting()).isFalse();
        assertThat(failure.reason()).contains("does not answer");
    }

    @Test
    void aCertificateOfItsOwnIsTakenOnlyWhereTheOperatorSaysSo() throws Exception {
        try (var secure = RedfishServer.tls(selfSigned())) {
            var failure = failure(() -> driver.state(target(Map.of("power_address", secure.address()))));
            assertThat(failure.isLasting()).isTrue();
            assertThat(failure.reason()).contains("power_verify_ssl");
            assertThat(driver.state(target(Map.of("power_address", secure.address(), "power_verify_ssl", "n"))))
                    .isEqualTo(PowerState.OFF);
        }
    }

    private SSLContext selfSigned() throws Exception {
        Path keys = folder.resolve("keys");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(List.of(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "bmc",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=elsewhere",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        "changeit"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(made.waitFor()).isZero();
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(keys)) {
            store.load(in, "changeit".toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, "changeit".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private PowerTarget target(Map<String, String> changes) {
        return new PowerTarget(PowerTypes.of("redfish").orElseThrow(), "node-1", List.of(), bmc.parameters(changes));
    }

    private static PowerFailure failure(ThrowingCallable call) {
        return catchThrowableOfType(PowerFailure.class, call);
    }
}
