package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.InitiatorPdu.Numbered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Puts commands into the order of their CmdSN, RFC 7143 4.2.2.1. Numbers wrap, as of RFC 1982.
final class CommandWindow {
    private final int size;
    private final Map<Integer, Optional<Numbered>> early = new HashMap<>();
    private int expected;
    private int max;
    private int dropped;

    /// @param size numbered commands that may be under way at a time
    CommandWindow(int firstCmdSn, int size) {
        this.size = size;
        this.expected = firstCmdSn;
        this.max = firstCmdSn + size - 1;
    }

    /// @return what may be executed now, in order; nothing if it came early, twice, or outside the window
    List<Numbered> on(Numbered command) {
        if (command.immediate()) {
            return List.of(command);
        }
        int ahead = command.cmdSn() - expected;
        if (ahead < 0 || command.cmdSn() - max > 0) {
            return List.of();
        }
        early.putIfAbsent(command.cmdSn(), Optional.of(command));
        if (ahead > 0) {
            return List.of();
        }
        List<Numbered> ready = new ArrayList<>();
        for (; early.containsKey(expected); expected++) {
            early.remove(expected).ifPresent(ready::add);
        }
        return ready;
    }

    /// Forgets commands that came early; their numbers count as received.
    ///
    /// @return how many there were
    int drop(Predicate<Numbered> which) {
        int before = dropped;
        early.replaceAll((cmdSn, command) -> {
            boolean drop = command.isPresent() && which.test(command.get());
            dropped += drop ? 1 : 0;
            return drop ? Optional.empty() : command;
        });
        return dropped - before;
    }

    int expected() {
        return expected;
    }

    /// Never goes back.
    ///
    /// @param outstanding numbered commands in execution
    int max(int outstanding) {
        int wanted = expected + size - 1 - outstanding;
        if (wanted - max > 0) {
            max = wanted;
        }
        return max;
    }
}
