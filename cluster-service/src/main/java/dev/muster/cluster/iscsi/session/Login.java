package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.codec.InitiatorPdu.LoginRequest;
import dev.muster.cluster.iscsi.codec.LoginStage;
import dev.muster.cluster.iscsi.codec.MalformedPdu;
import dev.muster.cluster.iscsi.codec.TargetPdu.LoginResponse;
import dev.muster.cluster.iscsi.codec.TargetPdu.Numbers;
import dev.muster.cluster.iscsi.codec.TextKeys;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The login phase of one connection, RFC 7143 section 6.3: security and operational negotiation, in as many PDUs
/// as the initiator likes, or all in one as Debian's iscsistart does.
public final class Login {
    /// What this side takes.
    ///
    /// @param maxSegment bytes of data in one PDU
    /// @param commands numbered commands under way at a time
    public record Bounds(int maxSegment, int commands) {}

    private static final int MAX_REQUESTS = 32;
    private static final int MAX_NAME = 223;
    private static final String PORTAL_GROUP = "1";

    private final int tsih;
    private final Bounds bounds;
    private final IntPredicate sessionExists;
    private final NegotiatedKeys negotiated = new NegotiatedKeys();
    private final Set<String> answered = new HashSet<>();

    /// Empty once it is clear that this initiator need not prove anything.
    private Optional<Chap> chap;

    private @Nullable LoginRequest current;
    private @Nullable LoginRequest first;
    private @Nullable LoginStep proven;
    private LoginStage stage = LoginStage.SECURITY;
    private Bytes text = Bytes.EMPTY;
    private String initiator = "";
    private String target = "";
    private boolean identified;
    private boolean discovery;
    private boolean greeted;
    private boolean stated;
    private int requests;
    private int statSn;

    /// @param tsih the handle that this session gets
    /// @param ourMaxSegment largest data segment taken here, in bytes; 128 commands may be under way
    /// @param sessionExists whether a session has that handle
    public Login(int tsih, int ourMaxSegment, IntPredicate sessionExists) {
        this(tsih, new Bounds(ourMaxSegment, 128), sessionExists, Optional.empty());
    }

    /// @param chap if there are secrets: for those that have to prove who they are
    public Login(int tsih, Bounds bounds, IntPredicate sessionExists, Optional<Chap> chap) {
        this.chap = chap;
        this.tsih = tsih;
        this.bounds = bounds;
        this.sessionExists = sessionExists;
    }

    public LoginStep on(LoginRequest request) {
        current = request;
        if (first == null) {
            first = request;
            stage = request.stage();
            statSn = request.expStatSn();
            if (request.versionMin() > 0) {
                return refuse(LoginRefusal.UNSUPPORTED_VERSION);
            }
            if (request.tsih() != 0) {
                return refuse(
                        sessionExists.test(request.tsih())
                                ? LoginRefusal.TOO_MANY_CONNECTIONS
                                : LoginRefusal.NO_SUCH_SESSION);
            }
        }
        if (!follows(first, request) || ++requests > MAX_REQUESTS) {
            return refuse(LoginRefusal.INITIATOR_ERROR);
        }
        text = text.plus(request.text());
        if (request.more()) {
            return text.size() > TextKeys.MAX_TEXT || request.transit()
                    ? refuse(LoginRefusal.INITIATOR_ERROR)
                    : new LoginStep.Answer(response(request, false, Map.of()));
        }
        return identified ? negotiate(request) : identify();
    }

    /// Stage and names of the login stay; a transition goes forward.
    private boolean follows(LoginRequest first, LoginRequest next) {
        return next.stage() == stage
                && stage != LoginStage.FULL_FEATURE
                && next.isid() == first.isid()
                && next.connectionId() == first.connectionId()
                && (!next.transit() || next.nextStage().compareTo(stage) > 0);
    }

    /// The first request must say who is there and what is wanted (RFC 7143 6.3.1).
    private LoginStep identify() {
        SequencedMap<String, String> keys;
        try {
            keys = TextKeys.parse(text);
        } catch (MalformedPdu malformed) {
            return refuse(LoginRefusal.INITIATOR_ERROR);
        }
        initiator = IscsiName.folded(keys.getOrDefault(NegotiationKey.INITIATOR_NAME, ""));
        if (initiator.isBlank()) {
            return refuse(LoginRefusal.MISSING_PARAMETER);
        }
        if (initiator.length() > MAX_NAME || initiator.chars().anyMatch(Character::isISOControl)) {
            return refuse(LoginRefusal.INITIATOR_ERROR);
        }
        String methods = keys.getOrDefault(NegotiationKey.AUTH_METHOD, "");
        chap = chap.filter(exchange -> exchange.isDemandedOf(initiator, methods));
        chap.ifPresent(exchange -> exchange.claim(initiator));
        String type = keys.getOrDefault(NegotiationKey.SESSION_TYPE, "Normal");
        String name = IscsiName.folded(keys.getOrDefault(NegotiationKey.TARGET_NAME, ""));
        return switch (type) {
            case "Discovery" -> {
                discovery = true;
                yield begin();
            }
            case "Normal" -> {
                target = name;
                if (name.isEmpty()) {
                    yield refuse(LoginRefusal.MISSING_PARAMETER);
                }
                yield chap.isEmpty() ? new LoginStep.FindTarget(name) : begin();
            }
            default -> refuse(LoginRefusal.SESSION_TYPE);
        };
    }

    /// The CHAP name that the initiator has proven, if it had to prove one.
    public Optional<String> proven() {
        return chap.flatMap(Chap::proven);
    }

    /// Goes on after `FindTarget`: the target is there.
    public LoginStep found() {
        LoginStep next = proven;
        proven = null;
        return next == null ? begin() : next;
    }

    private LoginStep begin() {
        identified = true;
        return negotiate(request());
    }

    private LoginStep negotiate(LoginRequest request) {
        SequencedMap<String, String> offers;
        try {
            offers = TextKeys.parse(text);
        } catch (MalformedPdu malformed) {
            return refuse(LoginRefusal.INITIATOR_ERROR);
        }
        text = Bytes.EMPTY;
        Map<String, String> answers = new LinkedHashMap<>();
        if (!greeted && !discovery) {
            answers.put("TargetPortalGroupTag", PORTAL_GROUP);
        }
        greeted = true;
        boolean proving = chap.isPresent() && !chap.get().isDone();
        if (proving && !prove(offers, answers)) {
            return refuse(LoginRefusal.AUTHENTICATION);
        }
        for (Map.Entry<String, String> offer : offers.entrySet()) {
            if (chap.isPresent() && Chap.isKey(offer.getKey())) {
                continue;
            }
            Optional<String> answer = NegotiationKey.answer(offer.getKey(), offer.getValue(), discovery);
            if (answer.isPresent() && !answered.add(offer.getKey())) {
                return refuse(LoginRefusal.INITIATOR_ERROR);
            }
            answer.ifPresent(value -> answers.put(offer.getKey(), value));
            negotiated.put(offer.getKey(), answer.orElse(offer.getValue()));
        }
        if (NegotiationRule.REJECT.equals(answers.get(NegotiationKey.AUTH_METHOD))) {
            return refuse(LoginRefusal.AUTHENTICATION);
        }
        if (stage == LoginStage.OPERATIONAL && !stated) {
            stated = true;
            answers.put(NegotiationKey.MAX_RECV_DATA_SEGMENT_LENGTH, Integer.toString(bounds.maxSegment()));
        }
        if (!proving || discovery) {
            return advance(request, answers);
        }
        LoginStep step = advance(request, answers);
        if (!isProven()) {
            return step;
        }
        // Whether a target is there is told to those only who have proven who they are.
        proven = step;
        return new LoginStep.FindTarget(target);
    }

    /// Outside the security stage nothing can be proven any more.
    private boolean prove(Map<String, String> offers, Map<String, String> answers) {
        Optional<SequencedMap<String, String>> step =
                stage == LoginStage.SECURITY ? chap.flatMap(exchange -> exchange.on(offers)) : Optional.empty();
        step.ifPresent(answers::putAll);
        return step.isPresent();
    }

    private boolean isProven() {
        return chap.isEmpty() || chap.get().isDone();
    }

    private LoginStep advance(LoginRequest request, Map<String, String> answers) {
        boolean transit = request.transit() && isProven();
        LoginResponse response = response(request, transit, answers);
        if (!transit) {
            return new LoginStep.Answer(response);
        }
        stage = request.nextStage();
        return switch (stage) {
            case SECURITY, OPERATIONAL -> new LoginStep.Answer(response);
            case FULL_FEATURE ->
                new LoginStep.Complete(
                        response,
                        negotiated.parameters(initiator, target, request.isid(), request.connectionId()),
                        new LoginStep.Counters(statSn, request.cmdSn(), bounds.commands()));
        };
    }

    /// To be sent instead of what was about to be, then the connection closes.
    public LoginStep refuse(LoginRefusal refusal) {
        LoginRequest request = request();
        return new LoginStep.Refuse(
                new LoginResponse(
                        false,
                        false,
                        request.stage(),
                        request.stage(),
                        request.isid(),
                        request.tsih(),
                        request.taskTag(),
                        numbers(request),
                        refusal.status(),
                        Bytes.EMPTY),
                refusal);
    }

    private LoginResponse response(LoginRequest request, boolean transit, Map<String, String> answers) {
        boolean complete = transit && request.nextStage() == LoginStage.FULL_FEATURE;
        return new LoginResponse(
                transit,
                false,
                request.stage(),
                transit ? request.nextStage() : request.stage(),
                request.isid(),
                complete ? tsih : 0,
                request.taskTag(),
                numbers(request),
                0,
                TextKeys.format(answers));
    }

    /// A login command is immediate: it uses up no CmdSN.
    private Numbers numbers(LoginRequest request) {
        return new Numbers(statSn++, request.cmdSn(), request.cmdSn() + bounds.commands() - 1);
    }

    private LoginRequest request() {
        if (current == null) {
            throw new IllegalStateException("no login request yet");
        }
        return current;
    }
}
