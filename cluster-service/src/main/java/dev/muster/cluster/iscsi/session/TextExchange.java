package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.codec.InitiatorPdu;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.TextRequest;
import dev.muster.cluster.iscsi.codec.MalformedPdu;
import dev.muster.cluster.iscsi.codec.TargetPdu;
import dev.muster.cluster.iscsi.codec.TargetPdu.Numbers;
import dev.muster.cluster.iscsi.codec.TargetPdu.TextResponse;
import dev.muster.cluster.iscsi.codec.TextKeys;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// Text requests of a logged-in connection: SendTargets (RFC 7143 appendix C), in as many parts as it takes.
final class TextExchange {
    private static final int TRANSFER_TAG = 1;

    private final Supplier<List<String>> targets;
    private final String address;
    private SessionParameters parameters;
    private Bytes question = Bytes.EMPTY;
    private Bytes answer = Bytes.EMPTY;

    /// @param address of this end of the connection, as TargetAddress has it
    TextExchange(SessionParameters parameters, Supplier<List<String>> targets, String address) {
        this.parameters = parameters;
        this.targets = targets;
        this.address = address;
    }

    /// Changes when the initiator states a new MaxRecvDataSegmentLength.
    SessionParameters parameters() {
        return parameters;
    }

    /// @return the answer but for its numbers
    Function<Numbers, TargetPdu> on(TextRequest request) throws MalformedPdu {
        if (request.more()) {
            question = question.plus(request.text());
            if (question.size() > TextKeys.MAX_TEXT) {
                throw new MalformedPdu(MalformedPdu.Reason.TEXT_TOO_LONG, question.size() + " bytes of text");
            }
            return response(request, false, false, Bytes.EMPTY);
        }
        boolean goingOn = request.transferTag() == TRANSFER_TAG && answer.size() > 0;
        if (!goingOn) {
            answer = answer(TextKeys.parse(question.plus(request.text())));
            question = Bytes.EMPTY;
        }
        Bytes part = answer.first(parameters.maxSegment());
        answer = answer.slice(part.size(), answer.size());
        boolean more = answer.size() > 0;
        return response(request, !more && request.last(), more, part);
    }

    private static Function<Numbers, TargetPdu> response(TextRequest request, boolean last, boolean more, Bytes part) {
        int transferTag = last ? InitiatorPdu.RESERVED_TAG : TRANSFER_TAG;
        return numbers -> new TextResponse(last, more, request.lun(), request.taskTag(), transferTag, numbers, part);
    }

    private Bytes answer(Map<String, String> offers) {
        StringBuilder text = new StringBuilder();
        offers.forEach((key, value) -> {
            if (key.equals(NegotiationKey.SEND_TARGETS)) {
                sendTargets(value, text);
            } else if (key.equals(NegotiationKey.MAX_RECV_DATA_SEGMENT_LENGTH)) {
                restate(value);
            } else {
                boolean known = NegotiationKey.isKnown(key);
                pair(text, key, known ? NegotiationRule.REJECT : "NotUnderstood");
            }
        });
        return Bytes.utf8(text.toString());
    }

    private void restate(String value) {
        String key = NegotiationKey.MAX_RECV_DATA_SEGMENT_LENGTH;
        if (NegotiationKey.answer(key, value, false).isEmpty()) {
            parameters = parameters.withMaxSegment(NegotiationRule.number(value));
        }
    }

    /// All only in a discovery session; nothing or its own name in a normal one.
    private void sendTargets(String wanted, StringBuilder text) {
        if (wanted.equals("All") && !parameters.discovery()) {
            pair(text, NegotiationKey.SEND_TARGETS, NegotiationRule.REJECT);
            return;
        }
        String name = wanted.isEmpty() ? parameters.target() : IscsiName.folded(wanted);
        for (String target : targets.get()) {
            if (wanted.equals("All") || target.equals(name)) {
                pair(text, NegotiationKey.TARGET_NAME, target);
                pair(text, "TargetAddress", address);
            }
        }
    }

    private static void pair(StringBuilder text, String key, String value) {
        text.append(key).append('=').append(value).append('\0');
    }
}
