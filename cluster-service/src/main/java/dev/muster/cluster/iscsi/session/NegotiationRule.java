package dev.muster.cluster.iscsi.session;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How one key is negotiated, RFC 7143 6.2: the offer in, the answer out.
sealed interface NegotiationRule {
    String REJECT = "Reject";

    /// @return nothing for a key that is declared and not negotiated
    Optional<String> answer(String offer);

    /// The first in the initiator's list that is supported here.
    record Choice(List<String> supported) implements NegotiationRule {
        @Override
        public Optional<String> answer(String offer) {
            return Stream.of(offer.split(","))
                    .filter(supported::contains)
                    .findFirst()
                    .or(() -> Optional.of(REJECT));
        }
    }

    /// Yes only if both say Yes.
    record Both(boolean ours) implements NegotiationRule {
        @Override
        public Optional<String> answer(String offer) {
            return switch (offer) {
                case "Yes" -> Optional.of(ours ? "Yes" : "No");
                case "No" -> Optional.of("No");
                default -> Optional.of(REJECT);
            };
        }
    }

    /// Yes if either says Yes.
    record Either(boolean ours) implements NegotiationRule {
        @Override
        public Optional<String> answer(String offer) {
            return switch (offer) {
                case "Yes" -> Optional.of("Yes");
                case "No" -> Optional.of(ours ? "Yes" : "No");
                default -> Optional.of(REJECT);
            };
        }
    }

    record Least(int min, int max, int ours) implements NegotiationRule {
        @Override
        public Optional<String> answer(String offer) {
            return Optional.of(number(offer, min, max)
                    .map(theirs -> Integer.toString(Math.min(theirs, ours)))
                    .orElse(REJECT));
        }
    }

    record Greatest(int min, int max, int ours) implements NegotiationRule {
        @Override
        public Optional<String> answer(String offer) {
            return Optional.of(number(offer, min, max)
                    .map(theirs -> Integer.toString(Math.max(theirs, ours)))
                    .orElse(REJECT));
        }
    }

    /// A number that the initiator states about itself.
    record StatedNumber(int min, int max) implements NegotiationRule {
        @Override
        public Optional<String> answer(String offer) {
            return number(offer, min, max).isPresent() ? Optional.empty() : Optional.of(REJECT);
        }
    }

    /// Text that the initiator states about itself.
    record Stated() implements NegotiationRule {
        @Override
        public Optional<String> answer(String offer) {
            return Optional.empty();
        }
    }

    /// Known, and not to be negotiated here.
    record Refused() implements NegotiationRule {
        @Override
        public Optional<String> answer(String offer) {
            return Optional.of(REJECT);
        }
    }

    /// Decimal or 0x hexadecimal (RFC 7143 6.1); no octal.
    static int number(String text) {
        boolean hex = text.startsWith("0x") || text.startsWith("0X");
        return hex ? Integer.parseInt(text.substring(2), 16) : Integer.parseInt(text);
    }

    private static Optional<Integer> number(String text, int min, int max) {
        try {
            int value = number(text);
            return value >= min && value <= max ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
