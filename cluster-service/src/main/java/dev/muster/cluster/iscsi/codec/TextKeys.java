package dev.muster.cluster.iscsi.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// The `key=value` pairs of login and text PDUs, each ended by NUL, in the order sent (RFC 7143 6.1).
public final class TextKeys {
    /// Bytes of text in one negotiation step, continuations included.
    public static final int MAX_TEXT = 16 * 1024;

    private static final int MAX_PAIRS = 64;
    private static final int MAX_KEY = 63;

    private TextKeys() {}

    public static SequencedMap<String, String> parse(Bytes text) throws MalformedPdu {
        if (text.size() > MAX_TEXT) {
            throw new MalformedPdu(MalformedPdu.Reason.TEXT_TOO_LONG, text.size() + " bytes of text");
        }
        SequencedMap<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.text().split("\0", -1)) {
            if (!pair.isEmpty()) {
                add(pairs, pair);
            }
        }
        return pairs;
    }

    private static void add(Map<String, String> pairs, String pair) throws MalformedPdu {
        int equals = pair.indexOf('=');
        if (equals <= 0) {
            throw new MalformedPdu(MalformedPdu.Reason.BAD_TEXT, "no key=value");
        }
        if (equals > MAX_KEY || pairs.size() == MAX_PAIRS) {
            throw new MalformedPdu(MalformedPdu.Reason.TEXT_TOO_LONG, "key too long or too many of them");
        }
        if (pairs.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
            throw new MalformedPdu(MalformedPdu.Reason.DUPLICATE_KEY, "key given twice");
        }
    }

    public static Bytes format(Map<String, String> pairs) {
        StringBuilder text = new StringBuilder();
        pairs.forEach((key, value) -> text.append(key).append('=').append(value).append('\0'));
        return Bytes.utf8(text.toString());
    }
}
