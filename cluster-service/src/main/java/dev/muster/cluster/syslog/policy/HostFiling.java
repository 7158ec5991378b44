package dev.muster.cluster.syslog.policy;

import dev.muster.cluster.syslog.codec.Octets;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// Under which name a line is filed. Remembers the last line's, as lines come in runs. For one thread.
public final class HostFiling {
    private final HostNames names;
    private @Nullable InetAddress sender;
    private Octets sent = Octets.NONE;
    private long day;
    private String name = "";
    private boolean limited;

    public HostFiling(HostNames names) {
        this.names = names;
    }

    /// @param hostname as sent
    /// @param epochDay UTC day of reception
    public String name(InetAddress from, Octets hostname, long epochDay) {
        if (epochDay == day && from.equals(sender) && hostname.equals(sent)) {
            return name;
        }
        String safe = LogPath.safeHost(hostname.toString(), from);
        name = names.filed(from, safe, epochDay);
        limited = !name.equals(safe);
        sender = from;
        sent = hostname.copied();
        day = epochDay;
        return name;
    }

    /// Whether the last name is another than the sender gave.
    public boolean wasLimited() {
        return limited;
    }
}
