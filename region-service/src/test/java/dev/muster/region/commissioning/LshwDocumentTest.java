package dev.muster.region.commissioning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.region.document.UnreadableException;
import dev.muster.region.node.Node;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class LshwDocumentTest {
    @Test
    void threadsMemoryAndOwnDisksAreCounted() throws Exception {
        assertThat(LshwDocument.parse(sample()).hardware()).isEqualTo(new Node.Hardware(2, 2048, 32_212));
    }

    @Test
    void threadsAreAllThatACoreRuns() throws Exception {
        assertThat(hardware("""
                        <node class="processor"><configuration><setting id="cores" value="4"/>\
                        <setting id="threads" value="8"/></configuration></node>\
                        <node class="processor"><configuration><setting id="threads" value="8"/></configuration></node>\
                        """).cpuCount()).isEqualTo(16);
    }

    @Test
    void modulesCountWhereTheMemoriesHaveNoSizeOfTheirOwn() throws Exception {
        assertThat(hardware("""
                        <node id="memory:0" class="memory"><node id="bank:0" class="memory"><size units="bytes">\
                        1073741824</size></node><node id="bank:1" class="memory"><size units="bytes">1073741824</size>\
                        </node></node><node id="memory:1" class="memory"><node id="bank:0" class="memory">\
                        <size units="bytes">1073741824</size></node></node>""").memory()).isEqualTo(3 * 1024);
    }

    @Test
    void nonsenseCountsForNothing() throws Exception {
        assertThat(hardware("""
                        <node id="memory" class="memory"><size units="bytes">-5</size></node>\
                        <node id="disk" class="disk"><size units="bytes">99999999999999999999</size></node>""")).isEqualTo(new Node.Hardware(0, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<list>",
                "<html/>",
                "<!DOCTYPE list><list/>",
                "<!DOCTYPE list [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><list>&a;</list>",
                "<!DOCTYPE list [<!ENTITY a 'x'><!ENTITY b '&a;&a;&a;'>]><list>&b;</list>"
            })
    void whatLshwDoesNotWriteIsRefused(String xml) {
        assertThatThrownBy(() -> LshwDocument.parse(xml.getBytes(UTF_8))).isInstanceOf(UnreadableException.class);
    }

    @Test
    void depthIsBounded() {
        String deep = "<node>".repeat(5_000) + "</node>".repeat(5_000);
        assertThatThrownBy(() -> LshwDocument.parse(deep.getBytes(UTF_8))).isInstanceOf(UnreadableException.class);
    }

    public static byte[] sample() throws IOException {
        try (var stream = LshwDocumentTest.class.getResourceAsStream("/commissioning/lshw.xml")) {
            return stream.readAllBytes();
        }
    }

    private static Node.Hardware hardware(String inCore) throws UnreadableException {
        String xml = "<list><node id=\"x\" class=\"system\"><node id=\"core\" class=\"bus\">" + inCore
                + "</node></node></list>";
        return LshwDocument.parse(xml.getBytes(UTF_8)).hardware();
    }
}
