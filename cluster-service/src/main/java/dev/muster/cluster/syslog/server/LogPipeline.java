package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.SyslogConfig;
import dev.muster.cluster.syslog.SyslogLimits;
import dev.muster.cluster.syslog.policy.ForwardRate;
import dev.muster.cluster.syslog.policy.HostFiling;
import dev.muster.cluster.syslog.policy.HostNames;
import dev.muster.cluster.syslog.server.SyslogReceiver.Collaborators;

/// The way of a line from where it was read: a queue that is bounded in bytes, the thread that writes the files, the
/// thread that hands lines on.
public final class LogPipeline implements AutoCloseable {
    private final LineIntake intake;
    private final PausedStreams paused;
    private final LogWriter writer;
    private final Forwarder forwarder;
    private final RetentionWatch retention;

    public LogPipeline(SyslogConfig settings, Collaborators with) {
        SyslogLimits limits = settings.limits();
        var queue = LineQueue.of(limits.queueBytes());
        intake = new LineIntake(with.clock(), with.events(), queue);
        paused = new PausedStreams(intake);
        queue.whenRoom(paused::resume);
        forwarder = new Forwarder(new ForwardRate(limits.forwarded()), with.sink(), with.events());
        var files = new LogFiles(
                settings.logs(), limits.openFiles(), settings.retention().fileBytes(), with.reserve(), with.events());
        retention =
                new RetentionWatch(settings.logs(), settings.retention(), files::written, with.clock(), with.events());
        writer = new LogWriter(
                queue,
                files,
                new HostFiling(new HostNames(limits.hosts(), limits.hostsPerSender())),
                forwarder,
                with.events());
    }

    public void start() {
        forwarder.start();
        writer.start();
        retention.start();
    }

    LineIntake intake() {
        return intake;
    }

    PausedStreams paused() {
        return paused;
    }

    /// Takes no more, writes what waits, and ends.
    @Override
    public void close() {
        retention.close();
        writer.close();
        forwarder.close();
    }
}
