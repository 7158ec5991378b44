package dev.muster.region.auth;

import io.quarkus.security.spi.runtime.BlockingSecurityExecutor;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/// Has credentials looked up on virtual threads, as resources run. On the framework's own worker threads, which are
/// few, callers would wait behind one another when the database is slow, each as long as for a connection.
@ApplicationScoped
@Alternative
@Priority(1)
class SecurityThreads implements BlockingSecurityExecutor {
    private final BlockingSecurityExecutor executor;

    SecurityThreads(@VirtualThreads ExecutorService threads) {
        executor = BlockingSecurityExecutor.createBlockingExecutor(() -> threads);
    }

    @Override
    public <T> Uni<T> executeBlocking(Supplier<? extends T> work) {
        return executor.executeBlocking(work);
    }
}
