package dev.muster.cluster.tftp.server;

import io.netty.channel.Channel;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Wakes a transfer at its deadline. Every ACK moves the deadline on; the task in the event loop stays where it is,
/// wakes too early and is set again, which is cheaper than a new task per packet.
final class Alarm {
    private final Consumer<Channel> onAlarm;
    private @Nullable Future<?> task;
    private long taskAt;

    Alarm(Consumer<Channel> onAlarm) {
        this.onAlarm = onAlarm;
    }

    /// @param deadline by `System.nanoTime()`
    void at(Channel channel, long deadline) {
        if (task != null) {
            if (taskAt - deadline <= 0) {
                return;
            }
            task.cancel(false);
        }
        taskAt = deadline;
        task = channel.eventLoop().schedule(() -> ring(channel), deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    void cancel() {
        if (task != null) {
            task.cancel(false);
            task = null;
        }
    }

    private void ring(Channel channel) {
        task = null;
        onAlarm.accept(channel);
    }
}
