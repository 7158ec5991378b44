package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.Digests;
import java.util.HashMap;
import java.util.Map;

/// The keys negotiated so far; what was not negotiated has the default of RFC 7143 section 13.
final class NegotiatedKeys {
    private static final int DEFAULT_SEGMENT = 8192;
    private static final int DEFAULT_MAX_BURST = 262_144;
    private static final int DEFAULT_FIRST_BURST = 65_536;

    private final Map<String, String> values = new HashMap<>();

    /// @param value our answer, or what the initiator stated
    void put(String key, String value) {
        if (!value.equals(NegotiationRule.REJECT)) {
            values.put(key, value);
        }
    }

    SessionParameters parameters(String initiator, String target, long isid, int connectionId) {
        int maxBurst = number(NegotiationKey.MAX_BURST_LENGTH, DEFAULT_MAX_BURST);
        return new SessionParameters(
                initiator,
                target,
                isid,
                connectionId,
                number(NegotiationKey.MAX_RECV_DATA_SEGMENT_LENGTH, DEFAULT_SEGMENT),
                maxBurst,
                Math.min(maxBurst, number(NegotiationKey.FIRST_BURST_LENGTH, DEFAULT_FIRST_BURST)),
                !values.getOrDefault(NegotiationKey.IMMEDIATE_DATA, "Yes").equals("No"),
                !values.getOrDefault(NegotiationKey.INITIAL_R2T, "Yes").equals("No"),
                new Digests(crc(NegotiationKey.HEADER_DIGEST), crc(NegotiationKey.DATA_DIGEST)));
    }

    private boolean crc(String key) {
        return values.getOrDefault(key, "None").equals("CRC32C");
    }

    private int number(String key, int ifAbsent) {
        String value = values.get(key);
        return value == null || value.equals("Irrelevant") ? ifAbsent : NegotiationRule.number(value);
    }
}
