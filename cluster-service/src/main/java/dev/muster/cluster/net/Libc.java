package dev.muster.cluster.net;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The socket calls of Linux that neither the JDK nor Netty offers for packet and raw ICMPv6 sockets.
public final class Libc {
    public static final int EAGAIN = 11;
    public static final int MSG_DONTWAIT = 0x40;
    public static final int SOL_SOCKET = 1;
    public static final int SO_RCVTIMEO = 20;
    public static final int SO_BINDTODEVICE = 25;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_RAW = 3;

    private static final int SOCK_CLOEXEC = 0x80000;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO_FIELD = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final ThreadLocal<MemorySegment> CALL_STATE =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(STATE));

    private static final MethodHandle SOCKET =
            function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle BIND =
            function("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SETSOCKOPT =
            function("setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SENDTO = function(
            "sendto", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle RECV =
            function("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private Libc() {}

    public static int socket(int domain, int type, int protocol) throws IOException {
        try {
            return checked("socket", (int) SOCKET.invokeExact(state(), domain, type | SOCK_CLOEXEC, protocol));
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    public static void bind(int socket, MemorySegment address) throws IOException {
        try {
            int ignored = checked("bind", (int) BIND.invokeExact(state(), socket, address, (int) address.byteSize()));
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    public static void setOption(int socket, int level, int option, MemorySegment value) throws IOException {
        try {
            int ignored = checked("setsockopt", (int)
                    SETSOCKOPT.invokeExact(state(), socket, level, option, value, (int) value.byteSize()));
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /// Calls of `recv` on the socket give up after this time.
    public static void setReceiveTimeout(int socket, int milliseconds) throws IOException {
        try (var arena = Arena.ofConfined()) {
            setOption(
                    socket,
                    SOL_SOCKET,
                    SO_RCVTIMEO,
                    arena.allocateFrom(JAVA_LONG, milliseconds / 1000, milliseconds % 1000 * 1000L));
        }
    }

    public static void sendTo(int socket, MemorySegment bytes, MemorySegment address) throws IOException {
        try {
            long sent = (long) SENDTO.invokeExact(
                    state(), socket, bytes, bytes.byteSize(), MSG_DONTWAIT, address, (int) address.byteSize());
            if (sent < 0) {
                throw failure("sendto");
            }
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    /// @return octets received, or -1 if nothing came in time
    public static int receive(int socket, MemorySegment into) throws IOException {
        try {
            long count = (long) RECV.invokeExact(state(), socket, into, into.byteSize(), 0);
            if (count < 0 && errno() != EAGAIN) {
                throw failure("recv");
            }
            return (int) count;
        } catch (Throwable e) {
            throw rethrown(e);
        }
    }

    public static void close(int socket) {
        try {
            int ignored = (int) CLOSE.invokeExact(state(), socket);
        } catch (Throwable e) {
            throw new IllegalStateException("close", e);
        }
    }

    private static int checked(String call, int result) throws IOException {
        if (result < 0) {
            throw failure(call);
        }
        return result;
    }

    private static IOException failure(String call) {
        return new IOException(call + " failed with errno " + errno());
    }

    private static int errno() {
        return (int) ERRNO_FIELD.get(state(), 0L);
    }

    private static MemorySegment state() {
        return CALL_STATE.get();
    }

    private static IOException rethrown(Throwable e) {
        return e instanceof IOException io ? io : new IOException("native call", e);
    }

    private static MethodHandle function(String name, FunctionDescriptor signature) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), signature, ERRNO);
    }
}
