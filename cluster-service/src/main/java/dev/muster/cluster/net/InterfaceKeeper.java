package dev.muster.cluster.net;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Keeps what runs on network interfaces in line with what is to be done on each. An interface may be missing, or be
/// deleted and made anew at any time while sockets are bound to the old one: both are looked for again and again.
///
/// @param <D> what is to be done on an interface; equal if nothing has to be opened anew
public final class InterfaceKeeper<D> implements AutoCloseable {

    /// What runs on one interface.
    public interface Service extends AutoCloseable {
        @Override
        void close();
    }

    /// Starts what is to be done on an interface.
    @FunctionalInterface
    public interface Opener<D> {
        /// @throws IOException if it cannot be had now
        Service open(String interfaceName, D duty) throws IOException;
    }

    /// Told what became of the interfaces.
    public interface Listener {
        void interfaceServed(String interfaceName);

        /// Told once for each reason.
        void interfaceMissing(String interfaceName, String why);
    }

    /// @param index the kernel's number of the interface that the service is bound to
    private record Running<D>(D duty, int index, Service service) {}

    private final Opener<D> opener;
    private final Listener listener;
    private final Duration interval;
    private final Map<String, D> duties = new HashMap<>();
    private final Map<String, Running<D>> running = new HashMap<>();
    private final Map<String, String> missing = new HashMap<>();
    private final Thread watch;

    private InterfaceKeeper(String name, Opener<D> opener, Listener listener, Duration interval) {
        this.opener = opener;
        this.listener = listener;
        this.interval = interval;
        this.watch = new Thread(this::watch, name);
        watch.setDaemon(true);
    }

    /// @param name of its thread
    /// @param interval how often interfaces are looked for
    public static <D> InterfaceKeeper<D> start(String name, Opener<D> opener, Listener listener, Duration interval) {
        var keeper = new InterfaceKeeper<>(name, opener, listener, interval);
        keeper.watch.start();
        return keeper;
    }

    /// Exactly this is done from now on, on each interface by its name. What can be opened is open on return.
    public synchronized void apply(Map<String, D> wanted) {
        duties.clear();
        duties.putAll(wanted);
        settle();
    }

    /// Interfaces on which something is to be done that cannot be, and why.
    public synchronized Map<String, String> missing() {
        return Map.copyOf(missing);
    }

    @Override
    public void close() {
        watch.interrupt();
        apply(Map.of());
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(interval);
                settle();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void settle() {
        for (var name : List.copyOf(running.keySet())) {
            var present = running.get(name);
            if (present != null && !(present.duty.equals(duties.get(name)) && isThere(name, present.index))) {
                running.remove(name);
                present.service.close();
            }
        }
        missing.keySet().retainAll(duties.keySet());
        duties.forEach((name, duty) -> {
            if (!running.containsKey(name)) {
                open(name, duty);
            }
        });
    }

    private void open(String name, D duty) {
        try {
            int index = Interfaces.indexOf(name);
            running.put(name, new Running<>(duty, index, opener.open(name, duty)));
            missing.remove(name);
            listener.interfaceServed(name);
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(missing.put(name, why))) {
                listener.interfaceMissing(name, why);
            }
        }
    }

    /// Whether the interface is the one that was opened, and not one made anew under its name.
    private static boolean isThere(String name, int index) {
        try {
            return Interfaces.indexOf(name) == index;
        } catch (IOException e) {
            return false;
        }
    }
}
