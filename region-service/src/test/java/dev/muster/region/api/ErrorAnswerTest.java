package dev.muster.region.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.region.refusal.Refusal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of what a client sees of what the domain refuses.
class ErrorAnswerTest {
    private static final Map<String, List<String>> WRONG = Map.of("name", List.of("This is no name."));

    private record Case(Refusal refusal, ErrorAnswer answer) {}

    private static ErrorAnswer text(int status, Map<String, String> headers) {
        return new ErrorAnswer(status, "Why.", Map.of(), headers);
    }

    private static ErrorAnswer fields(int status) {
        return new ErrorAnswer(status, "{name=[This is no name.]}", WRONG, Map.of());
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(new Refusal.Invalid("Why."), text(400, Map.of())),
                new Case(new Refusal.InvalidFields(WRONG), fields(400)),
                new Case(
                        new Refusal.Unauthenticated("Why."),
                        text(401, Map.of("WWW-Authenticate", "OAuth realm=\"OAuth\""))),
                new Case(new Refusal.Forbidden("Why."), text(403, Map.of())),
                new Case(new Refusal.NotFound("Why."), text(404, Map.of())),
                new Case(new Refusal.Conflict("Why."), text(409, Map.of())),
                new Case(new Refusal.Gone("Why."), text(410, Map.of())),
                new Case(new Refusal.TooLarge(WRONG), fields(413)),
                new Case(new Refusal.TooMany("Why.", Duration.ofMillis(7_900)), text(429, Map.of("Retry-After", "7"))),
                new Case(new Refusal.Busy("Why.", Duration.ofSeconds(10)), text(503, Map.of("Retry-After", "10"))),
                new Case(new Refusal.Unavailable("Why."), text(503, Map.of())));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachRefusalHasItsAnswer(Case one) {
        assertThat(ErrorAnswer.of(one.refusal())).isEqualTo(one.answer());
    }

    @Test
    void allKindsAreInTheTable() {
        assertThat(cases().map(one -> one.refusal().getClass().getName()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Refusal.class.getPermittedSubclasses())
                        .map(Class::getName)
                        .toList());
    }
}
