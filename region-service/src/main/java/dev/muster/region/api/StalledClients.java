package dev.muster.region.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// Cuts off clients that have asked for much and take nothing of it: whoever writes to them waits meanwhile.
@ApplicationScoped
class StalledClients {
    private static final Logger LOG = Logger.getLogger(StalledClients.class);

    private final Duration longest;
    private final Set<Watched> written = ConcurrentHashMap.newKeySet();
    private final Counter cutOff;

    StalledClients(ApiSettings settings, MeterRegistry meters) {
        longest = settings.stalled();
        cutOff = Counter.builder("muster.api.clients.cut.off")
                .description("Clients that did not take what they had asked for")
                .register(meters);
    }

    /// @param out flushed at the end of each page
    /// @param close ends the client's connection at once, and so a write that waits for it
    OutputStream watched(OutputStream out, Runnable close) {
        var watched = new Watched(out, close);
        written.add(watched);
        return watched;
    }

    @Scheduled(identity = "stalled-clients", every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void look() {
        long now = System.nanoTime();
        written.stream().filter(one -> one.pageAge(now) > longest.toNanos()).forEach(this::cutOff);
    }

    private void cutOff(Watched client) {
        written.remove(client);
        cutOff.increment();
        LOG.info("a client takes too long for what it asked for: cut off");
        client.close.run();
    }

    /// Knows since when the page at hand is being written.
    private final class Watched extends FilterOutputStream {
        private static final long BETWEEN_PAGES = 0;

        private final Runnable close;
        private volatile long begun = BETWEEN_PAGES;

        Watched(OutputStream out, Runnable close) {
            super(out);
            this.close = close;
        }

        long pageAge(long now) {
            long since = begun;
            return since == BETWEEN_PAGES ? 0 : now - since;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (begun == BETWEEN_PAGES) {
                begun = System.nanoTime() | 1; // never the mark
            }
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
            begun = BETWEEN_PAGES;
        }

        /// The stream below is the framework's.
        @Override
        public void close() {
            written.remove(this);
        }
    }
}
