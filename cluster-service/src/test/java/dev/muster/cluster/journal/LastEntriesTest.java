package dev.muster.cluster.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LastEntriesTest {
    private record Entry(String key, int value) {}

    private final LastEntries<String, Entry> entries = new LastEntries<>(2, Entry::key);

    @BeforeEach
    void threeAreReadBack() {
        List.of(new Entry("a", 1), new Entry("b", 2), new Entry("a", 3)).forEach(entries::restore);
    }

    @Test
    void theLastOfEachKeyCounts() {
        assertThat(entries.of("a")).contains(new Entry("a", 3));
        assertThat(entries.of("b")).contains(new Entry("b", 2));
        assertThat(entries.of("c")).isEmpty();
    }

    @Test
    void beyondTheBoundTheOneUsedLeastLatelyGoes() {
        assertThat(entries.of("b")).isPresent();
        entries.put(new Entry("c", 4));
        assertThat(entries.size()).isEqualTo(2);
        var all = new ArrayList<Entry>();
        entries.forEach(all::add);
        assertThat(all).containsExactly(new Entry("b", 2), new Entry("c", 4));
    }

    @Test
    void nobodyIsKeptOutAfterwards() {
        List<Runnable> uses = List.of(
                () -> entries.put(new Entry("a", 5)),
                () -> entries.of("a"),
                () -> entries.forEach(_ -> {}),
                entries::size);
        for (Runnable use : uses) {
            use.run();
            assertThat(CompletableFuture.supplyAsync(entries::size)).succeedsWithin(Duration.ofSeconds(20));
        }
    }
}
