package dev.muster.region.commissioning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

class TagDefinitionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "//node[@class='disk'] | true",
                "//node[@class='tape'] | false",
                "count(//node[@class='processor']) > 2 | true",
                "//node[@id='memory']/size > 3000000000 | false",
                "boolean(0) | false",
                "//vendor[text()='QEMU'] | true",
            })
    void anXpathThatFindsSomethingOrIsTrueFits(String definition, boolean fits) throws Exception {
        assertThat(new TagDefinition(definition).fits(document())).isEqualTo(fits);
    }

    @Test
    void wrongExpressionsAreToldOf() {
        assertThat(TagDefinition.complaint("//node["))
                .hasValueSatisfying(text -> assertThat(text).startsWith("Invalid XPath expression: "));
        assertThat(TagDefinition.complaint("//node[" + "@a or ".repeat(500) + "@b]"))
                .isPresent();
        assertThat(TagDefinition.complaint("//node[@id='display']")).isEmpty();
    }

    @Test
    void functionsThatReachOutsideAreNotThere() {
        for (String definition : List.of("document('file:///etc/passwd')", "java:java.lang.System.exit(1)")) {
            assertThatThrownBy(() -> new TagDefinition(definition).fits(document()))
                    .isInstanceOf(UnreadableException.class);
        }
    }

    @Test
    void anExpressionThatTakesTooLongIsGivenUp() throws Exception {
        var large = SecureXml.parse(("<list>" + "<node/>".repeat(400) + "</list>").getBytes(UTF_8));
        var slow = new TagDefinition("//*[count(//*[count(//*) > 500]) > 1]", Duration.ofMillis(20));
        assertThatThrownBy(() -> slow.fits(large))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("takes longer than 20 ms");
    }

    private static Document document() throws Exception {
        return SecureXml.parse(LshwDocumentTest.sample());
    }
}
