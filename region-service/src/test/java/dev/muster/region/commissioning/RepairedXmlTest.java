package dev.muster.region.commissioning;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.region.document.RepairedXml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepairedXmlTest {
    private static final String MACHINE = """
            <?xml version="1.0" standalone="yes" ?>
            <list><node id="core"><node id="cpu" class="processor"><serial>%s</serial></node>
            <node id="memory" class="memory"><size units="bytes">1073741824</size></node></node></list>
            """;

    /// Each alone cost the whole inventory.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00e9",
                "\u0001",
                "\u0000",
                "\u00ff\u00fe",
                "\u00c3",
                "&#1;",
                "&#x0;",
                "&#xD800;",
                "&#99999999;"
            })
    void oneBadByteDoesNotCostTheRest(String bad) throws Exception {
        byte[] xml = MACHINE.formatted("a" + bad + "b").getBytes(ISO_8859_1);
        var repaired = RepairedXml.of(xml);
        assertThat(repaired.replaced()).isPositive();
        var hardware = LshwDocument.parse(repaired.bytes()).hardware();
        assertThat(hardware.cpuCount()).isEqualTo(1);
        assertThat(hardware.memory()).isEqualTo(1024);
        assertThat(new String(repaired.bytes(), UTF_8)).contains("a\uFFFD");
    }

    @Test
    void whatIsWellStaysAsItIs() {
        byte[] xml =
                MACHINE.formatted("\u00e9 \uD83D\uDE00 &#233; &#x1F600; &amp;").getBytes(UTF_8);
        var repaired = RepairedXml.of(xml);
        assertThat(repaired.replaced()).isZero();
        assertThat(repaired.bytes()).isEqualTo(xml);
    }
}
