package dev.muster.cluster.boot.progress;

import dev.muster.cluster.syslog.ReceivedLine;
import dev.muster.cluster.syslog.SyslogCount;
import dev.muster.cluster.syslog.SyslogEvents;
import dev.muster.cluster.syslog.SyslogSink;
import dev.muster.model.event.NodeLogLine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/// The machines' log lines on their way to Kafka, and what the receiver counts.
public final class SyslogForwarding implements SyslogSink, SyslogEvents {
    private final UUID cluster;
    private final MacTable macs;
    private final Consumer<NodeLogLine> sink;
    private final Map<SyslogCount, Counter> counters = new EnumMap<>(SyslogCount.class);

    public SyslogForwarding(UUID cluster, MacTable macs, Consumer<NodeLogLine> sink, MeterRegistry meters) {
        this.cluster = cluster;
        this.macs = macs;
        this.sink = sink;
        for (var count : SyslogCount.values()) {
            counters.put(
                    count,
                    Counter.builder("muster.syslog."
                                    + count.name().toLowerCase(Locale.ROOT).replace('_', '.'))
                            .description(count.description())
                            .register(meters));
        }
    }

    @Override
    public void accept(ReceivedLine line) {
        var message = line.message();
        sink.accept(new NodeLogLine(
                cluster,
                macs.macOf(line.sender()).orElse(null),
                line.sender().getHostAddress(),
                line.host(),
                message.facility(),
                message.severity(),
                message.appName().toString(),
                line.receivedAt(),
                message.text().toString()));
    }

    @Override
    public void counted(SyslogCount what, long times) {
        Objects.requireNonNull(counters.get(what)).increment((double) times);
    }
}
