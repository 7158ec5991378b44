package dev.muster.lab;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Opens TCP connections inside a network namespace from a process outside of it.
///
/// A socket belongs to the namespace of the thread that made it; one thread of this object lives in the
/// namespace (`setns(2)`), the rest of the process stays where it is.
final class NamespaceSockets implements AutoCloseable {
    private static final int O_RDONLY = 0;
    private static final int CLONE_NEWNET = 0x4000_0000;
    private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle OPEN = libc(
            "open",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle SETNS =
            libc("setns", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle CLOSE =
            libc("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private final ExecutorService inside = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("netns").factory());

    private NamespaceSockets() {}

    /// @throws IOException when the namespace cannot be entered (not root, or it is gone)
    static NamespaceSockets in(NetworkNamespace namespace) throws IOException {
        var sockets = new NamespaceSockets();
        try {
            sockets.inside.submit(() -> enter(namespace)).get();
            return sockets;
        } catch (ExecutionException e) {
            sockets.close();
            throw new IOException("cannot enter network namespace " + namespace.name(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /// Connects to an address inside the namespace.
    SocketChannel connect(InetSocketAddress address) throws IOException {
        try {
            return inside.submit(() -> SocketChannel.open(address)).get();
        } catch (ExecutionException e) {
            throw new IOException("cannot connect to " + address, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        inside.shutdownNow();
    }

    private static int enter(NetworkNamespace namespace) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(CAPTURED);
            var path = arena.allocateFrom(namespace.file().toString());
            int fd = (int) OPEN.invokeExact(state, path, O_RDONLY);
            check(fd, "open " + namespace.file(), state);
            int result = (int) SETNS.invokeExact(state, fd, CLONE_NEWNET);
            check(result, "setns", state);
            return (int) CLOSE.invokeExact(state, fd);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException(e);
        }
    }

    private static void check(int result, String call, MemorySegment state) throws IOException {
        if (result < 0) {
            throw new IOException(call + ": errno " + (int) ERRNO.get(state, 0L));
        }
    }

    private static MethodHandle libc(String name, FunctionDescriptor signature, Linker.Option... options) {
        var linker = Linker.nativeLinker();
        var all = new Linker.Option[options.length + 1];
        all[0] = Linker.Option.captureCallState("errno");
        System.arraycopy(options, 0, all, 1, options.length);
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature, all);
    }
}
