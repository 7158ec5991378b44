package dev.muster.cluster.journal;

import dev.muster.model.log.LogFields;
import java.util.List;
import java.util.function.Consumer;

/// Writes entries down before anything follows from them. What cannot be written is counted, and nothing follows: the
/// client asks again.
///
/// @param dropped takes `journal_failed` or `journal_full`
public record WriteAhead<E>(Appender<E> journal, Consumer<String> dropped) {
    /// @param then runs on the journal's thread, once the entry is on disk
    public void write(E entry, Runnable then) {
        var following = LogFields.current().around(then);
        boolean taken = journal.append(entry, onDisk -> {
            if (onDisk) {
                following.run();
            } else {
                dropped.accept("journal_failed");
            }
        });
        if (!taken) {
            dropped.accept("journal_full");
        }
    }

    /// All of them, or nothing follows. The journal writes in order, and after a failure all anew, so that the last one
    /// stands for those before it.
    ///
    /// @param then runs at once if there are none
    public void write(List<E> entries, Runnable then) {
        if (entries.isEmpty()) {
            then.run();
            return;
        }
        for (var entry : entries.subList(0, entries.size() - 1)) {
            write(entry, () -> {});
        }
        write(entries.getLast(), then);
    }
}
