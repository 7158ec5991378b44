package dev.muster.region.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Why something is not done. Each is a kind that callers tell apart, with the words for people.
public sealed interface Refusal {
    String message();

    /// What is asked for makes no sense as a whole.
    record Invalid(String message) implements Refusal {}

    /// Single fields make no sense.
    ///
    /// @param fields what is wrong with each
    record InvalidFields(Map<String, List<String>> fields) implements Refusal {
        public InvalidFields {
            fields = Map.copyOf(fields);
        }

        @Override
        public String message() {
            return fields.toString();
        }
    }

    /// There is no room for what single fields hold.
    ///
    /// @param fields what is wrong with each
    record TooLarge(Map<String, List<String>> fields) implements Refusal {
        public TooLarge {
            fields = Map.copyOf(fields);
        }

        @Override
        public String message() {
            return fields.toString();
        }
    }

    /// Who asks has not shown who he is.
    record Unauthenticated(String message) implements Refusal {}

    /// Who asks is known, and may not.
    record Forbidden(String message) implements Refusal {}

    record NotFound(String message) implements Refusal {}

    /// It was there and does not come back: nobody needs to ask again.
    record Gone(String message) implements Refusal {}

    /// The state that things are in does not allow it.
    record Conflict(String message) implements Refusal {}

    /// The caller asks too often.
    record TooMany(String message, Duration retryAfter) implements Refusal {}

    /// Something else is under way that soon ends.
    record Busy(String message, Duration retryAfter) implements Refusal {}

    /// Something is missing that it needs, and waiting alone does not bring it.
    record Unavailable(String message) implements Refusal {}
}
