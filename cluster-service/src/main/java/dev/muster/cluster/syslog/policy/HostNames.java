package dev.muster.cluster.syslog.policy;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Bounds the folders that senders can make by naming hosts. Beyond its share of names a sender's lines are filed
/// under its address, and beyond all names under [#REST]. Each UTC day begins anew, as the files do: an address may
/// belong to another machine by then.
///
/// For one thread.
public final class HostNames {
    /// No host name that [LogPath#safeHost] makes collides with it in harm: both are plain folders.
    public static final String REST = "other-hosts";

    private final int most;
    private final int mostPerSender;
    /// Each name once, so that a thousand senders of one name hold one text.
    private final Map<String, String> names = new HashMap<>();

    private final Map<InetAddress, Set<String>> bySender = new HashMap<>();
    private long day = Long.MIN_VALUE;

    /// @param most names of a day, and senders that are kept apart
    /// @param mostPerSender names of one sender in a day
    public HostNames(int most, int mostPerSender) {
        this.most = most;
        this.mostPerSender = mostPerSender;
    }

    /// The name to file under.
    ///
    /// @param host as [LogPath#safeHost] made it
    /// @param epochDay UTC day of reception
    public String filed(InetAddress sender, String host, long epochDay) {
        if (epochDay != day) {
            names.clear();
            bySender.clear();
            day = epochDay;
        }
        Set<String> known = bySender.get(sender);
        if (known != null && known.contains(host)) {
            return host;
        }
        if (known == null && bySender.size() >= most) {
            return REST;
        }
        return admitted(sender, host);
    }

    private String admitted(InetAddress sender, String host) {
        Set<String> known = bySender.computeIfAbsent(sender, _ -> new HashSet<>(2));
        if (known.size() < mostPerSender && hasRoom(host)) {
            known.add(kept(host));
            return host;
        }
        String address = LogPath.safeHost("", sender);
        return hasRoom(address) ? kept(address) : REST;
    }

    private boolean hasRoom(String name) {
        return names.size() < most || names.containsKey(name);
    }

    private String kept(String name) {
        return names.computeIfAbsent(name, same -> same);
    }
}
