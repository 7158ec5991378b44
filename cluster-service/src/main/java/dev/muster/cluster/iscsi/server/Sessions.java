package dev.muster.cluster.iscsi.server;

import dev.muster.cluster.iscsi.IscsiLimits;
import dev.muster.cluster.iscsi.scsi.Nexus;
import dev.muster.cluster.iscsi.session.SessionParameters;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The sessions of all connections: who is in, how many, and who takes whose place. Safe for all event loops.
final class Sessions {
    private static final int LAST_HANDLE = 0xffff;

    /// The outcome of a login.
    sealed interface Admission {
        /// @param replaced the connection of the session that this one reinstates
        record Admitted(Optional<Connection> replaced) implements Admission {}

        record Full() implements Admission {}
    }

    /// One I_T nexus has one session (RFC 7143 6.3.5).
    private record Key(Nexus nexus, String target) {}

    private record Entry(Key key, InetAddress client, int handle, Connection connection) {}

    private final IscsiLimits limits;
    private final Map<Key, Entry> byKey = new HashMap<>();
    private final Map<Integer, Entry> byHandle = new HashMap<>();
    private final Map<InetAddress, Integer> perClient = new HashMap<>();
    private final Map<InetAddress, Integer> connections = new HashMap<>();
    private int allConnections;
    private int lastHandle;

    Sessions(IscsiLimits limits) {
        this.limits = limits;
    }

    /// TSIH for a login that may or may not come to a session: 1-65535, not in use.
    synchronized int nextHandle() {
        do {
            lastHandle = lastHandle == LAST_HANDLE ? 1 : lastHandle + 1;
        } while (byHandle.containsKey(lastHandle));
        return lastHandle;
    }

    synchronized boolean exists(int handle) {
        return byHandle.containsKey(handle);
    }

    synchronized int count() {
        return byKey.size();
    }

    synchronized Admission admit(Origin origin, SessionParameters login, int handle, Connection connection) {
        InetAddress client = origin.address();
        Key key = new Key(origin.nexus(login), login.target());
        Entry old = byKey.get(key);
        int ofClient = perClient.getOrDefault(client, 0);
        boolean full = byKey.size() >= limits.sessions() || ofClient >= limits.sessionsPerClient();
        if (byHandle.containsKey(handle) || (old == null && full)) {
            return new Admission.Full();
        }
        if (old != null) {
            remove(old);
        }
        Entry entry = new Entry(key, client, handle, connection);
        byKey.put(key, entry);
        byHandle.put(handle, entry);
        perClient.merge(client, 1, Integer::sum);
        return new Admission.Admitted(Optional.ofNullable(old).map(Entry::connection));
    }

    /// Nothing happens if another has taken its place.
    synchronized void leave(int handle, Connection connection) {
        Entry entry = byHandle.get(handle);
        if (entry != null && entry.connection() == connection) {
            remove(entry);
        }
    }

    private synchronized void remove(Entry entry) {
        byKey.remove(entry.key());
        byHandle.remove(entry.handle());
        perClient.computeIfPresent(entry.client(), (client, count) -> count == 1 ? null : count - 1);
        notifyAll();
    }

    /// Waits until all have left.
    synchronized void awaitNone(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toMillis(); left > 0 && !byHandle.isEmpty(); ) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }

    /// A connection, logged in or not.
    ///
    /// @return false if there are too many: twice the sessions, of all or of this client
    synchronized boolean arrive(InetAddress client) {
        int ofClient = connections.getOrDefault(client, 0);
        if (allConnections >= 2 * limits.sessions() || ofClient >= 2 * limits.sessionsPerClient()) {
            return false;
        }
        allConnections++;
        connections.put(client, ofClient + 1);
        return true;
    }

    synchronized void depart(InetAddress client) {
        allConnections--;
        connections.computeIfPresent(client, (address, count) -> count == 1 ? null : count - 1);
    }

    synchronized List<Connection> all() {
        return new ArrayList<>(byHandle.values().stream().map(Entry::connection).toList());
    }
}
