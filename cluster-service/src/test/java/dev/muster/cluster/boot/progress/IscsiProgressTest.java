package dev.muster.cluster.boot.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.iscsi.session.LoginRefusal;
import dev.muster.model.event.BootProgress;
import dev.muster.model.event.Outcome;
import dev.muster.model.node.MacAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IscsiProgressTest {
    private static final InetAddress MACHINE = InetAddress.ofLiteral("10.0.0.100");
    private static final InetAddress UNKNOWN = InetAddress.ofLiteral("10.0.0.101");

    private final List<BootProgress> told = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final IscsiProgress progress = new IscsiProgress(
            new Reporter(UUID.randomUUID(), InstantSource.system(), told::add),
            address -> Optional.of(MacAddress.of("00:9c:02:8e:02:6a")).filter(_ -> address.equals(MACHINE)),
            meters);

    @Test
    void aRefusedLoginIsAFailedStepOfTheMachineThatHasTheAddress() {
        refuse(MACHINE, LoginRefusal.NOT_ATTESTED);
        refuse(UNKNOWN, LoginRefusal.NOT_ATTESTED);

        assertThat(told).singleElement().satisfies(step -> {
            assertThat(step.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(step.mac()).isEqualTo(MacAddress.of("00:9c:02:8e:02:6a"));
            assertThat(step.detail()).isEqualTo("login refused: not-attested");
        });
        assertThat(refused("not-attested")).isEqualTo(2);
    }

    @Test
    void aClientThatGuessesSecretsDoesNotFillItsTimeline() {
        for (int guess = 0; guess < 1000; guess++) {
            refuse(MACHINE, LoginRefusal.AUTHENTICATION);
        }
        refuse(MACHINE, LoginRefusal.TARGET_NOT_FOUND);

        assertThat(told)
                .extracting(BootProgress::detail)
                .containsExactly("login refused: authentication", "login refused: target-not-found");
        assertThat(refused("authentication")).isEqualTo(1000);
    }

    private void refuse(InetAddress from, LoginRefusal reason) {
        progress.loginRefused(new InetSocketAddress(from, 40_000), reason);
    }

    private double refused(String reason) {
        return meters.get("muster.iscsi.refused")
                .tag("reason", reason)
                .counter()
                .count();
    }
}
