package dev.muster.cluster.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.muster.cluster.boot.BootAnswers.Limits;
import dev.muster.cluster.boot.BootDecision.Boot;
import dev.muster.cluster.boot.BootDecision.Silent;
import dev.muster.cluster.boot.BootDecision.Unknown;
import dev.muster.model.boot.BootAnswer;
import dev.muster.model.boot.BootPurpose;
import dev.muster.model.boot.CachedBootAnswer;
import dev.muster.model.event.Outcome;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class BootAnswersTest {
    private static final UUID CLUSTER = UUID.fromString("2bd3cdb4-9bb9-4559-948a-a1f3f5c46b96");
    private static final MacAddress MAC = MacAddress.of("00:9c:02:8e:02:6a");
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private DiskBootAnswerCache cache;
    private final AtomicInteger calls = new AtomicInteger();

    @BeforeEach
    void openCache() throws IOException {
        cache = new DiskBootAnswerCache(folder, new ObjectMapper().registerModule(new JavaTimeModule()));
    }

    @Test
    void liveAnswerIsServedAndKept() throws Exception {
        assertThat(decide(answering(BootPurpose.COMMISSIONING), machine()))
                .isEqualTo(new Boot(answer(BootPurpose.COMMISSIONING), Outcome.OK));
        assertThat(decide(this::away, machine()))
                .isEqualTo(new Boot(answer(BootPurpose.COMMISSIONING).servedFrom("192.168.1.44"), Outcome.DEGRADED));
    }

    @Test
    void unknownMachineGoesOnAndIsForgotten() throws Exception {
        decide(answering(BootPurpose.LOCAL), machine());
        assertThat(decide(_ -> Optional.empty(), machine())).isEqualTo(new Unknown());
        assertThat(decide(this::away, machine())).isInstanceOf(Silent.class);
    }

    @Test
    void machineWithoutALastAnswerHearsNothingWhileTheRegionIsAway() throws Exception {
        assertThat(decide(this::away, machine())).isInstanceOf(Silent.class);
    }

    @Test
    void defaultIsSilentWhileTheRegionIsAway() throws Exception {
        decide(answering(BootPurpose.LOCAL), machine());
        decide(answering(BootPurpose.COMMISSIONING), anybody());
        assertThat(decide(this::away, anybody())).isInstanceOf(Silent.class);
    }

    @Test
    void brokenRegionIsAnAbsentOne() throws Exception {
        assertThat(decide(
                        _ -> {
                            throw new IllegalStateException("no JSON");
                        },
                        machine()))
                .isInstanceOf(Silent.class);
    }

    @Test
    void publishedAnswerServesAMachineThatNeverAsked() throws Exception {
        cache.published(new CachedBootAnswer(MAC, "node-1", answer(BootPurpose.LOCAL)), NOW);
        assertThat(decide(this::away, machine()))
                .isEqualTo(new Boot(answer(BootPurpose.LOCAL).servedFrom("192.168.1.44"), Outcome.DEGRADED));
    }

    @Test
    void nodeThatIsGoneIsForgotten() throws Exception {
        cache.published(new CachedBootAnswer(MAC, "node-1", answer(BootPurpose.LOCAL)), NOW);
        cache.published(new CachedBootAnswer(MAC, "node-1", null), NOW);
        assertThat(decide(this::away, machine())).isInstanceOf(Silent.class);
    }

    @Test
    void slowRegionIsNotWaitedForAndItsLateAnswerIsKept() throws Exception {
        var release = new CountDownLatch(1);
        RegionBoot slow = _ -> {
            calls.incrementAndGet();
            awaitUninterruptibly(release);
            return Optional.of(answer(BootPurpose.COMMISSIONING));
        };
        var answers = answers(slow, new Limits(SHORT, 4));
        assertThat(answers.decide(machine())).isInstanceOf(Silent.class);
        release.countDown();
        assertThat(untilBoot(answers)).isEqualTo(answer(BootPurpose.COMMISSIONING));
        assertThat(decide(this::away, machine())).isInstanceOf(Boot.class);
    }

    @Test
    void repeatedQuestionsAreOneCall() throws Exception {
        var release = new CountDownLatch(1);
        RegionBoot region = _ -> {
            calls.incrementAndGet();
            awaitUninterruptibly(release);
            return Optional.of(answer(BootPurpose.LOCAL));
        };
        var answers = answers(region, new Limits(LONG, 4));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<BootDecision>> decisions = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                decisions.add(threads.submit(() -> answers.decide(machine())));
            }
            release.countDown();
            for (var decision : decisions) {
                assertThat(decision.get(20, TimeUnit.SECONDS)).isInstanceOf(Boot.class);
            }
        }
        // a question that came after the answer is a call of its own, but ten at once are not ten
        assertThat(calls.get()).isLessThan(10);
    }

    @Test
    void callsAreBoundedAndBeyondThatTheLastAnswerCounts() throws Exception {
        var release = new CountDownLatch(1);
        RegionBoot stuck = _ -> {
            calls.incrementAndGet();
            awaitUninterruptibly(release);
            return Optional.empty();
        };
        var known = MacAddress.of("00:00:00:00:00:01");
        cache.published(new CachedBootAnswer(known, "node-1", answer(BootPurpose.LOCAL)), NOW);
        var answers = answers(stuck, new Limits(SHORT, 1));
        assertThat(answers.decide(machine())).isInstanceOf(Silent.class);
        assertThat(answers.decide(machine(known))).isInstanceOf(Boot.class);
        assertThat(calls).hasValue(1);
        release.countDown();
    }

    @Test
    void queryIsSpelledAsMaasDoes() throws Exception {
        assertThat(machine().parameters())
                .containsExactly(
                        entry("cluster_uuid", CLUSTER.toString()),
                        entry("local", "192.168.1.44"),
                        entry("remote", "192.168.1.205"),
                        entry("mac", "00-9c-02-8e-02-6a"));
        var byArch = new BootQuery(
                CLUSTER,
                address("10.0.0.1"),
                address("10.0.0.2"),
                Optional.empty(),
                Optional.of("amd64"),
                Optional.of("generic"));
        assertThat(byArch.parameters())
                .containsExactly(
                        entry("cluster_uuid", CLUSTER.toString()),
                        entry("local", "10.0.0.1"),
                        entry("remote", "10.0.0.2"),
                        entry("arch", "amd64"),
                        entry("subarch", "generic"));
    }

    private static BootAnswer untilBoot(BootAnswers answers) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            if (answers.decide(machine()) instanceof Boot(var answer, var outcome) && outcome == Outcome.OK) {
                return answer;
            }
        }
        throw new AssertionError("the late answer never came");
    }

    private BootDecision decide(RegionBoot region, BootQuery query) throws InterruptedException {
        return answers(region, new Limits(LONG, 4)).decide(query);
    }

    private BootAnswers answers(RegionBoot region, Limits limits) {
        return new BootAnswers(region, cache, limits, InstantSource.fixed(NOW), BootAnswerEvents.NONE);
    }

    private Optional<BootAnswer> away(BootQuery query) throws RegionUnavailable {
        throw new RegionUnavailable("connection refused");
    }

    private static RegionBoot answering(BootPurpose purpose) {
        return _ -> Optional.of(answer(purpose));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("never released");
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static BootQuery machine() {
        return machine(MAC);
    }

    private static BootQuery machine(MacAddress mac) {
        return BootQuery.ofMachine(CLUSTER, address("192.168.1.44"), address("192.168.1.205"), mac);
    }

    private static BootQuery anybody() {
        return new BootQuery(
                CLUSTER,
                address("10.0.0.1"),
                address("10.0.0.2"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    private static java.util.Map.Entry<String, String> entry(String key, String value) {
        return java.util.Map.entry(key, value);
    }

    static BootAnswer answer(BootPurpose purpose) {
        return new BootAnswer(
                "debian",
                "amd64",
                "generic",
                "bookworm",
                "release",
                purpose,
                "web-01",
                "local",
                "http://r/p",
                "r",
                "c",
                "");
    }
}
