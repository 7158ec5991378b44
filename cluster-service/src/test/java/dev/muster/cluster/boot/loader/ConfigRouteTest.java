package dev.muster.cluster.boot.loader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.boot.BootAnswerEvents;
import dev.muster.cluster.boot.BootAnswers;
import dev.muster.cluster.boot.BootQuery;
import dev.muster.cluster.boot.ForgetfulCache;
import dev.muster.cluster.boot.RegionBoot;
import dev.muster.cluster.boot.RegionUnavailable;
import dev.muster.cluster.boot.pxelinux.PxelinuxConfig;
import dev.muster.cluster.boot.pxelinux.PxelinuxPath;
import dev.muster.cluster.tftp.Resolution;
import dev.muster.cluster.tftp.Resolution.Found;
import dev.muster.cluster.tftp.Resolution.Later;
import dev.muster.cluster.tftp.Resolution.NotFound;
import dev.muster.cluster.tftp.Resolution.Silent;
import dev.muster.cluster.tftp.TftpRequest;
import dev.muster.model.boot.BootAnswer;
import dev.muster.model.boot.BootPurpose;
import dev.muster.model.image.ImageName;
import dev.muster.model.node.MacAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigRouteTest {
    private static final UUID CLUSTER = UUID.fromString("2bd3cdb4-9bb9-4559-948a-a1f3f5c46b96");
    private static final MacAddress MAC = MacAddress.of("00:9c:02:8e:02:6a");
    private static final String OWN = "pxelinux.cfg/01-00-9c-02-8e-02-6a";

    private final List<BootQuery> asked = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private RegionBoot region = _ -> Optional.of(local());
    private final ConfigRoute route = new ConfigRoute(
            PxelinuxPath::parse,
            PxelinuxConfig::render,
            new MachineConfigs(
                    CLUSTER,
                    new BootAnswers(
                            query -> {
                                asked.add(query);
                                return region.pxeconfig(query);
                            },
                            new ForgetfulCache(),
                            new BootAnswers.Limits(Duration.ofSeconds(20), 4),
                            () -> now,
                            BootAnswerEvents.NONE),
                    () -> now),
            new BootImages.Chosen() {
                @Override
                public BootImages forMachine(InetAddress machine) {
                    return BootImage::unnamed;
                }

                @Override
                public boolean isMissing(ImageName name) {
                    return !name.arch().equals("amd64");
                }
            });

    @Test
    void ownFileIsRenderedFromTheAnswer() throws Exception {
        assertThat(text(resolve(OWN))).startsWith("DEFAULT local\n").contains("LOCALBOOT 0");
        assertThat(asked)
                .containsExactly(BootQuery.ofMachine(CLUSTER, address("192.168.1.44"), address("192.168.1.205"), MAC));
    }

    @Test
    void unknownMachineIsSentOnToDefault() throws Exception {
        region = query -> query.mac().isPresent() ? Optional.empty() : Optional.of(local());
        assertThat(resolve(OWN)).isEqualTo(new NotFound());
        assertThat(resolve("pxelinux.cfg/default")).isInstanceOf(Found.class);
        assertThat(asked.getLast().mac()).isEmpty();
    }

    @Test
    void defaultNamesItsArchitecture() throws Exception {
        resolve("pxelinux.cfg/default-amd64-generic");
        assertThat(asked.getLast().parameters())
                .containsEntry("arch", "amd64")
                .containsEntry("subarch", "generic")
                .doesNotContainKey("mac");
    }

    @Test
    void anArchitectureWithoutAnImageIsNotThere() throws Exception {
        region = query -> Optional.of(enlisting(query.arch().orElse("amd64")));
        assertThat(resolve("pxelinux.cfg/default-aarch64")).isEqualTo(new NotFound("there is no image for arm64"));
        assertThat(resolve("pxelinux.cfg/default-arm-rk3399")).isEqualTo(new NotFound("there is no image for armhf"));
        assertThat(resolve("pxelinux.cfg/default-amd64")).isInstanceOf(Found.class);
        assertThat(resolve("pxelinux.cfg/default")).isInstanceOf(Found.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C0A80144", "C", "564d0b1c-9f4e-11e4-8a23-080027201064", "06-00-9c-02-8e-02-6a"})
    void probesAreRefusedAtOnceWithoutACall(String name) {
        assertThat(route.resolve(request("pxelinux.cfg/" + name))).contains(new NotFound());
        assertThat(asked).isEmpty();
    }

    @Test
    void otherPathsAreLeftToOtherRoutes() {
        assertThat(route.resolve(request("pxelinux.0"))).isEmpty();
    }

    @Test
    void machineThatHeardNothingIsNotEnlistedByDefault() throws Exception {
        region = ConfigRouteTest::away;
        assertThat(resolve(OWN)).isInstanceOf(Silent.class);
        region = _ -> Optional.of(local());
        assertThat(resolve("pxelinux.cfg/default")).isInstanceOf(Silent.class);
        assertThat(resolve(OWN)).isInstanceOf(Found.class);
        assertThat(resolve("pxelinux.cfg/default")).isInstanceOf(Found.class);
    }

    @Test
    void silenceIsForgottenAfterAWhile() throws Exception {
        region = ConfigRouteTest::away;
        resolve(OWN);
        region = _ -> Optional.of(local());
        now = now.plusSeconds(121);
        assertThat(resolve("pxelinux.cfg/default")).isInstanceOf(Found.class);
    }

    private Resolution resolve(String path) throws Exception {
        var resolution = route.resolve(request(path)).orElseThrow();
        return resolution instanceof Later(var work) ? work.call() : resolution;
    }

    private static TftpRequest request(String path) {
        var client = new InetSocketAddress(address("192.168.1.205"), 2070);
        return new TftpRequest(path, client, address("192.168.1.44"), Optional.of(MAC));
    }

    private static String text(Resolution resolution) {
        var content = ((Found) resolution).content();
        return StandardCharsets.UTF_8
                .decode(content.slice(0, (int) content.size()))
                .toString();
    }

    private static Optional<BootAnswer> away(BootQuery query) throws RegionUnavailable {
        throw new RegionUnavailable("away");
    }

    private static BootAnswer local() {
        return answer("amd64", BootPurpose.LOCAL);
    }

    private static BootAnswer enlisting(String arch) {
        return answer(arch, BootPurpose.COMMISSIONING);
    }

    private static BootAnswer answer(String arch, BootPurpose purpose) {
        return new BootAnswer(
                "debian", arch, "generic", "bookworm", "release", purpose, "web", "local", "http://r/", "r", "c", "");
    }

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    /// Keeps nothing.
}
