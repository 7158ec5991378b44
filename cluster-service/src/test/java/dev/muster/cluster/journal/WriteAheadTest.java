package dev.muster.cluster.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What follows from entries, and when.
class WriteAheadTest {
    private final List<String> done = new ArrayList<>();
    private final Deque<Appender.Committed> waiting = new ArrayDeque<>();
    private boolean isFull;
    private final WriteAhead<Integer> ahead = new WriteAhead<>(
            (entry, committed) -> {
                done.add("append " + entry);
                return !isFull && waiting.add(committed);
            },
            done::add);

    @Test
    void nothingFollowsBeforeTheDiskHasIt() {
        ahead.write(1, this::then);
        assertThat(done).containsExactly("append 1");
        waiting.remove().done(true);
        assertThat(done).containsExactly("append 1", "then");
    }

    @Test
    void nothingFollowsIfTheDiskRefuses() {
        ahead.write(1, this::then);
        waiting.remove().done(false);
        assertThat(done).containsExactly("append 1", "journal_failed");
    }

    @Test
    void nothingFollowsIfTooManyWait() {
        isFull = true;
        ahead.write(1, this::then);
        assertThat(done).containsExactly("append 1", "journal_full");
    }

    @Test
    void ofManyTheLastOneIsWaitedFor() {
        ahead.write(List.of(1, 2, 3), this::then);
        waiting.remove().done(true);
        waiting.remove().done(true);
        assertThat(done).containsExactly("append 1", "append 2", "append 3");
        waiting.remove().done(true);
        assertThat(done).containsExactly("append 1", "append 2", "append 3", "then");
    }

    @Test
    void whatIsToBeWrittenNowhereFollowsAtOnce() {
        ahead.write(List.of(), this::then);
        assertThat(done).containsExactly("then");
    }

    private void then() {
        done.add("then");
    }
}
