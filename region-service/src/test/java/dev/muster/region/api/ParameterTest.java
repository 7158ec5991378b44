package dev.muster.region.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterTest {
    @Test
    void behindTheNameStandsWhatItIsReadAs() {
        assertThat(Parameter.of("zone: its name"))
                .isEqualTo(new Parameter("zone", Parameter.Type.TEXT, false, "its name"));
        assertThat(Parameter.of("limit int: at most: so many"))
                .isEqualTo(new Parameter("limit", Parameter.Type.INTEGER, false, "at most: so many"));
        assertThat(Parameter.of("nodes list required: repeat"))
                .isEqualTo(new Parameter("nodes", Parameter.Type.LIST, true, "repeat"));
        assertThat(Parameter.of("key required: a key"))
                .isEqualTo(new Parameter("key", Parameter.Type.TEXT, true, "a key"));
        assertThatThrownBy(() -> Parameter.of("limit integer: at most so many")).hasMessageContaining("'integer'");
        assertThatThrownBy(() -> Parameter.of("limit")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAnswerOfAnotherKindThanClientsAreToldDoesNotFit() {
        assertThat(Shape.of(String.class).fits(Answer.json("x"))).isTrue();
        assertThat(Shape.of(String.class).fits(Answer.json(1))).isFalse();
        assertThat(Shape.of(String.class).fits(Answer.json(null))).isFalse();
        assertThat(Shape.of(String.class).fits(Answer.created("x"))).isFalse();
        assertThat(Shape.created(String.class).fits(Answer.created("x"))).isTrue();
        assertThat(Shape.orNull(String.class).fits(Answer.json(null))).isTrue();
        assertThat(Shape.ofNull().fits(Answer.json("x"))).isFalse();
        assertThat(Shape.listOf(String.class).fits(Answer.json(List.of("x")))).isTrue();
        assertThat(Shape.listOf(String.class).fits(Answer.json(List.of(1)))).isFalse();
        assertThat(Shape.mapOf(String.class).fits(Answer.json(Map.of("x", "y"))))
                .isTrue();
        assertThat(Shape.text().fits(Answer.text("OK"))).isTrue();
        assertThat(Shape.text().fits(Answer.json("OK"))).isFalse();
        assertThat(Shape.raw("application/bson").fits(Answer.bytes(new byte[0], "application/bson")))
                .isTrue();
        assertThat(Shape.nothing().fits(Answer.noContent())).isTrue();
        assertThat(Shape.nothing().fits(Answer.json("x"))).isFalse();
    }
}
