package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.session.ChapSecrets.Credential;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The target's side of one CHAP exchange, RFC 7143 12.1.3: method, then algorithm, then the answer, and this
/// target's own answer if the initiator asks for it.
public final class Chap {
    /// Octets of a challenge.
    public static final int CHALLENGE = 32;

    private static final int MAX_CHALLENGE = 1024;

    private enum Step {
        METHOD,
        ALGORITHM,
        ANSWER,
        DONE
    }

    private final ChapSecrets secrets;
    private final Function<String, Optional<Credential>> ofMachine;
    private final int identifier;
    private final Bytes challenge;
    private Step step = Step.METHOD;
    private ChapHash hash = ChapHash.MD5;
    private Optional<String> claimed = Optional.empty();
    private Optional<String> proven = Optional.empty();

    /// @param ofMachine what the machine behind the connection can prove beside that, by the name of it
    /// @param random `CHALLENGE` octets and one more that nobody can foresee
    public Chap(ChapSecrets secrets, Function<String, Optional<Credential>> ofMachine, Bytes random) {
        this.secrets = secrets;
        this.ofMachine = ofMachine;
        this.challenge = random.first(CHALLENGE);
        this.identifier = random.at(CHALLENGE);
    }

    /// Whether this initiator has to prove who it is: it has a secret, all have to, or it offers nothing else.
    ///
    /// @param methods the value of AuthMethod, empty for none
    boolean isDemandedOf(String initiator, String methods) {
        boolean offersOnlyChap =
                methods.contains("CHAP") && !List.of(methods.split(",")).contains("None");
        return secrets.areDemandedOfAll() || secrets.initiator(initiator).isPresent() || offersOnlyChap;
    }

    /// An initiator whose own name has a secret proves that name and no other.
    void claim(String initiator) {
        claimed = secrets.initiator(initiator).map(Credential::name);
    }

    /// The name whose secret the initiator has.
    Optional<String> proven() {
        return proven;
    }

    boolean isDone() {
        return step == Step.DONE;
    }

    static boolean isKey(String key) {
        return key.startsWith("CHAP_") || key.equals(NegotiationKey.AUTH_METHOD);
    }

    /// @return what to answer; empty if the login is to be refused
    Optional<SequencedMap<String, String>> on(Map<String, String> keys) {
        return switch (step) {
            case METHOD -> method(keys.get(NegotiationKey.AUTH_METHOD));
            case ALGORITHM -> algorithm(keys.get("CHAP_A"));
            case ANSWER -> answer(keys);
            case DONE -> Optional.of(new LinkedHashMap<>());
        };
    }

    /// A first request without the key waits for it; `None` will not do.
    private Optional<SequencedMap<String, String>> method(@Nullable String offer) {
        SequencedMap<String, String> answers = new LinkedHashMap<>();
        if (offer == null) {
            return Optional.of(answers);
        }
        if (!List.of(offer.split(",")).contains("CHAP")) {
            return Optional.empty();
        }
        step = Step.ALGORITHM;
        answers.put(NegotiationKey.AUTH_METHOD, "CHAP");
        return Optional.of(answers);
    }

    private Optional<SequencedMap<String, String>> algorithm(@Nullable String offer) {
        Optional<ChapHash> chosen = offer == null ? Optional.empty() : ChapHash.choose(offer);
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        hash = chosen.get();
        step = Step.ANSWER;
        SequencedMap<String, String> answers = new LinkedHashMap<>();
        answers.put("CHAP_A", hash.code());
        answers.put("CHAP_I", Integer.toString(identifier));
        answers.put("CHAP_C", hex(challenge));
        return Optional.of(answers);
    }

    private Optional<SequencedMap<String, String>> answer(Map<String, String> keys) {
        String name = keys.getOrDefault("CHAP_N", "");
        Optional<Credential> known = secrets.initiator(name)
                .or(() -> ofMachine.apply(name))
                .filter(named -> claimed.isEmpty() || claimed.get().equals(named.name()));
        // A name that nobody has costs the same time as one with the wrong answer.
        String secret = known.map(Credential::secret).orElse("nobody has this");
        byte[] expected = hash.respond(identifier, secret, challenge).toArray();
        byte[] given = binary(keys.getOrDefault("CHAP_R", "")).toArray();
        boolean right = MessageDigest.isEqual(expected, given) && known.isPresent();
        if (!right) {
            return Optional.empty();
        }
        step = Step.DONE;
        proven = Optional.of(name);
        return keys.containsKey("CHAP_I") || keys.containsKey("CHAP_C")
                ? prove(keys)
                : Optional.of(new LinkedHashMap<>());
    }

    /// A challenge that is our own is somebody who wants our answer to it (12.1.4).
    private Optional<SequencedMap<String, String>> prove(Map<String, String> keys) {
        Bytes theirs = binary(keys.getOrDefault("CHAP_C", ""));
        Optional<Integer> id = identifier(keys.getOrDefault("CHAP_I", ""));
        Optional<Credential> own = secrets.target();
        boolean unfit = theirs.size() == 0 || theirs.size() > MAX_CHALLENGE || theirs.equals(challenge);
        if (unfit || id.isEmpty() || own.isEmpty()) {
            return Optional.empty();
        }
        SequencedMap<String, String> answers = new LinkedHashMap<>();
        answers.put("CHAP_N", own.get().name());
        answers.put("CHAP_R", hex(hash.respond(id.get(), own.get().secret(), theirs)));
        return Optional.of(answers);
    }

    private static Optional<Integer> identifier(String text) {
        try {
            int value = NegotiationRule.number(text);
            return value >= 0 && value <= 255 ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static String hex(Bytes octets) {
        return "0x" + octets;
    }

    /// Hexadecimal or base 64 (RFC 7143 6.1); what is neither is nothing.
    private static Bytes binary(String text) {
        try {
            if (text.startsWith("0x") || text.startsWith("0X")) {
                String digits = text.substring(2);
                return Bytes.of(HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits));
            }
            boolean base64 = text.startsWith("0b") || text.startsWith("0B");
            return base64 ? Bytes.of(Base64.getDecoder().decode(text.substring(2))) : Bytes.EMPTY;
        } catch (IllegalArgumentException neither) {
            return Bytes.EMPTY;
        }
    }
}
