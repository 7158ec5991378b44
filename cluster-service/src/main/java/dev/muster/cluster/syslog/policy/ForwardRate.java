package dev.muster.cluster.syslog.policy;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/// How many lines are handed on beside the files: so many in a second, and a quarter of them for one sender. A flood
/// goes to the files, where it can be read, and takes no time from them. For one thread.
public final class ForwardRate {
    private static final int PER_SENDER = 4;

    private final int perSecond;
    private final Map<InetAddress, Integer> bySender = new HashMap<>();
    private long second = Long.MIN_VALUE;
    private int taken;

    public ForwardRate(int perSecond) {
        this.perSecond = perSecond;
    }

    /// @param lines that came from the sender
    /// @param epochSecond in which they came
    /// @return how many of them may be handed on
    public int granted(InetAddress sender, int lines, long epochSecond) {
        if (epochSecond != second) {
            second = epochSecond;
            taken = 0;
            bySender.clear();
        }
        int ofSender = bySender.getOrDefault(sender, 0);
        int most = Math.min(perSecond - taken, Math.max(1, perSecond / PER_SENDER) - ofSender);
        int granted = Math.clamp(lines, 0, Math.max(0, most));
        if (granted > 0) {
            taken += granted;
            bySender.put(sender, ofSender + granted);
        }
        return granted;
    }
}
