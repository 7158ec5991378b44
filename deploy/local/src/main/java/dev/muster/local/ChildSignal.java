package dev.muster.local;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Signals one process. The JDK sends TERM and KILL only, and PostgreSQL needs INT: the shell's own `kill` does it.
record ChildSignal(long pid) {
    void send(ChildCommand.Signal signal) throws InterruptedException {
        try {
            new ProcessBuilder("sh", "-c", "kill -" + signal.name() + " " + pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot signal process " + pid, e);
        }
    }
}
