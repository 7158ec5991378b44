package dev.muster.cluster.tftp.policy;

import dev.muster.cluster.tftp.policy.UnsafePath.Reason;
import java.util.ArrayList;

/// A file name as clients spell it, made a relative path of plain segments: `\boot\bcd`, `//grub/./grub.cfg`.
public final class TftpPath {
    private static final int LONGEST = 255;

    private TftpPath() {}

    /// Segments joined by single slashes, none of them `.` or `..`, no slash at either end.
    ///
    /// @throws UnsafePath where the name could leave the served tree, or is no name
    public static String clean(String raw) throws UnsafePath {
        if (raw.length() > LONGEST) {
            throw new UnsafePath(Reason.TOO_LONG);
        }
        if (!raw.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            throw new UnsafePath(Reason.CONTROL_CHARACTER);
        }
        var segments = new ArrayList<String>();
        for (String segment : raw.replace('\\', '/').split("/")) {
            if (segment.equals("..")) {
                throw new UnsafePath(Reason.PARENT);
            }
            if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        if (segments.isEmpty()) {
            throw new UnsafePath(Reason.EMPTY);
        }
        return String.join("/", segments);
    }

    /// The name as it may stand in a log line: no control characters, bounded.
    public static String printable(String raw) {
        String bounded = raw.length() > LONGEST ? raw.substring(0, LONGEST) + "..." : raw;
        var out = new StringBuilder(bounded.length());
        bounded.chars().forEach(c -> out.append(c >= ' ' && c < 0x7F ? (char) c : '?'));
        return out.toString();
    }
}
