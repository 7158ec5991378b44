package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.session.NegotiationRule.Both;
import dev.muster.cluster.iscsi.session.NegotiationRule.Choice;
import dev.muster.cluster.iscsi.session.NegotiationRule.Either;
import dev.muster.cluster.iscsi.session.NegotiationRule.Greatest;
import dev.muster.cluster.iscsi.session.NegotiationRule.Least;
import dev.muster.cluster.iscsi.session.NegotiationRule.Refused;
import dev.muster.cluster.iscsi.session.NegotiationRule.Stated;
import dev.muster.cluster.iscsi.session.NegotiationRule.StatedNumber;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A key of RFC 7143 section 13 and what this target makes of it. Lengths are bytes, times seconds.
///
/// @param anySession false for a key that a discovery session has no use for
record NegotiationKey(String name, NegotiationRule rule, boolean anySession) {
    static final String INITIATOR_NAME = "InitiatorName";
    static final String TARGET_NAME = "TargetName";
    static final String SESSION_TYPE = "SessionType";
    static final String AUTH_METHOD = "AuthMethod";
    static final String MAX_RECV_DATA_SEGMENT_LENGTH = "MaxRecvDataSegmentLength";
    static final String HEADER_DIGEST = "HeaderDigest";
    static final String DATA_DIGEST = "DataDigest";
    static final String INITIAL_R2T = "InitialR2T";
    static final String IMMEDIATE_DATA = "ImmediateData";
    static final String MAX_BURST_LENGTH = "MaxBurstLength";
    static final String FIRST_BURST_LENGTH = "FirstBurstLength";
    static final String SEND_TARGETS = "SendTargets";

    private static final List<NegotiationKey> ALL = List.of(
            anySession(INITIATOR_NAME, new Stated()),
            anySession("InitiatorAlias", new Stated()),
            anySession(TARGET_NAME, new Stated()),
            anySession(SESSION_TYPE, new Stated()),
            anySession(AUTH_METHOD, new Choice(List.of("None"))),
            anySession(HEADER_DIGEST, new Choice(List.of("CRC32C", "None"))),
            anySession(DATA_DIGEST, new Choice(List.of("CRC32C", "None"))),
            anySession(MAX_RECV_DATA_SEGMENT_LENGTH, new StatedNumber(512, 16_777_215)),
            normalSession("MaxConnections", new Least(1, 65_535, 1)),
            normalSession(INITIAL_R2T, new Either(false)),
            normalSession(IMMEDIATE_DATA, new Both(true)),
            normalSession(MAX_BURST_LENGTH, new Least(512, 16_777_215, 16_776_192)),
            normalSession(FIRST_BURST_LENGTH, new Least(512, 16_777_215, 65_536)),
            normalSession("MaxOutstandingR2T", new Least(1, 65_535, 1)),
            normalSession("DataPDUInOrder", new Either(true)),
            normalSession("DataSequenceInOrder", new Either(true)),
            anySession("DefaultTime2Wait", new Greatest(0, 3600, 2)),
            anySession("DefaultTime2Retain", new Least(0, 3600, 0)),
            anySession("ErrorRecoveryLevel", new Least(0, 2, 0)),
            normalSession("TaskReporting", new Choice(List.of("RFC3720"))),
            normalSession("iSCSIProtocolLevel", new Least(0, 31, 1)),
            // Markers went out with RFC 7143; older initiators still ask.
            anySession("IFMarker", new Both(false)),
            anySession("OFMarker", new Both(false)),
            anySession("IFMarkInt", new Refused()),
            anySession("OFMarkInt", new Refused()),
            anySession(SEND_TARGETS, new Refused()));

    private static final Map<String, NegotiationKey> BY_NAME =
            ALL.stream().collect(Collectors.toMap(NegotiationKey::name, Function.identity()));

    private static NegotiationKey anySession(String name, NegotiationRule rule) {
        return new NegotiationKey(name, rule, true);
    }

    private static NegotiationKey normalSession(String name, NegotiationRule rule) {
        return new NegotiationKey(name, rule, false);
    }

    static boolean isKnown(String key) {
        return BY_NAME.containsKey(key);
    }

    /// @return what to write back, if anything
    static Optional<String> answer(String key, String offer, boolean discovery) {
        NegotiationKey known = BY_NAME.get(key);
        if (known == null) {
            return Optional.of("NotUnderstood");
        }
        return discovery && !known.anySession ? Optional.of("Irrelevant") : known.rule.answer(offer);
    }
}
