package dev.muster.model.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.node.MacAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogFieldsTest {
    private static final MacAddress MAC = MacAddress.of("52:54:00:00:00:01");

    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void theFieldsAreThereUntilTheEnd() {
        try (var _ =
                LogFields.none().mac(MAC).systemId("node-1").transaction("0a").open()) {
            assertThat(MDC.getMap())
                    .containsOnly(
                            Map.entry("mac", "52:54:00:00:00:01"),
                            Map.entry("system_id", "node-1"),
                            Map.entry("transaction", "0a"));
        }
        assertThat(MDC.getMap()).isEmpty();
    }

    @Test
    void whatWasThereBeforeIsThereAgain() {
        try (var _ = LogFields.none().systemId("outer").open()) {
            try (var _ = LogFields.none().systemId("inner").open()) {
                assertThat(MDC.get("system_id")).isEqualTo("inner");
            }
            assertThat(MDC.get("system_id")).isEqualTo("outer");
        }
    }

    @Test
    void anotherThreadGoesOnWithThem() throws Exception {
        var seen = new AtomicReference<Object>();
        LogFields current;
        try (var _ = LogFields.none().mac(MAC).open()) {
            current = LogFields.current();
        }
        Thread.ofVirtual().start(current.around(() -> seen.set(MDC.get("mac")))).join();
        assertThat(seen).hasValue("52:54:00:00:00:01");
    }

    @Test
    void aFailureTakesThemAway() {
        var work = LogFields.none().mac(MAC).around(() -> {
            throw new IllegalStateException(String.valueOf(MDC.get("mac")));
        });
        assertThatThrownBy(work::run).hasMessage("52:54:00:00:00:01");
        assertThat(MDC.get("mac")).isNull();
    }
}
