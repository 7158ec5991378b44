package dev.muster.region.commissioning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TagFitTest {
    @Test
    void whatIsToldInTimeIsToldAsItIs() throws Exception {
        var fit = new TagFit(Duration.ofSeconds(20));
        assertThat(fit.of("//node[@class='disk']", LshwDocumentTest.sample())).isTrue();
        assertThat(fit.of("//node[@class='tape']", LshwDocumentTest.sample())).isFalse();
    }

    @Test
    void anExpressionThatTakesTooLongIsGivenUp() {
        byte[] large = ("<list>" + "<node/>".repeat(400) + "</list>").getBytes(UTF_8);
        assertThatThrownBy(() -> new TagFit(Duration.ofMillis(20)).of("//*[count(//*[count(//*) > 500]) > 1]", large))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("takes longer than 20 ms");
    }
}
