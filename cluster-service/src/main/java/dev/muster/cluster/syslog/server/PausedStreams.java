package dev.muster.cluster.syslog.server;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// The connections that are not read because their senders have filled their share of the queue, in the order in which
/// they go on. On each of them the reading is switched off and on by its own event loop.
final class PausedStreams {
    private final LineIntake intake;
    private final List<Paused> waiting = new ArrayList<>();
    private volatile boolean some;

    private record Paused(Channel channel, InetAddress sender) {}

    PausedStreams(LineIntake intake) {
        this.intake = intake;
    }

    /// Called on the channel's event loop.
    void pause(Channel channel, InetAddress sender) {
        if (!channel.config().isAutoRead()) {
            return;
        }
        channel.config().setAutoRead(false);
        synchronized (waiting) {
            waiting.add(new Paused(channel, sender));
            some = true;
        }
        // the room may have come before it was known that somebody waits
        resume();
    }

    /// Lets those go on for whom there is room. Called by any thread, whenever there may be more room.
    void resume() {
        if (!some) {
            return;
        }
        synchronized (waiting) {
            waiting.removeIf(this::goesOn);
            some = !waiting.isEmpty();
        }
    }

    private boolean goesOn(Paused paused) {
        if (!paused.channel.isOpen()) {
            return true;
        }
        if (intake.room(paused.sender) <= 0) {
            return false;
        }
        paused.channel.eventLoop().execute(() -> paused.channel.config().setAutoRead(true));
        return true;
    }
}
