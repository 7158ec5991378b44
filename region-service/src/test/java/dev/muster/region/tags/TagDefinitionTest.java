package dev.muster.region.tags;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.region.commissioning.LshwDocumentTest;
import dev.muster.region.document.SecureXml;
import dev.muster.region.document.UnreadableException;
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
    void anExpressionThatWouldNeverEndIsGivenUp() throws Exception {
        var large = SecureXml.parse(("<list>" + "<node/>".repeat(2_000) + "</list>").getBytes(UTF_8));
        for (String endless : List.of(
                "//*[count(//*[count(//*[count(//*) > 5000]) > 1]) > 1]",
                "//*[//*[//*/preceding::* = //*/following::*]/ancestor::*/descendant::* = 'x']",
                "//*[string-length(string(/)) = count(//*/../*/../*)]")) {
            for (int time = 0; time < 5; time++) {
                assertThatThrownBy(() -> new TagDefinition(endless, 100_000).fits(large))
                        .isInstanceOf(UnreadableException.class)
                        .hasMessage("looks at more than 100000 nodes and characters");
            }
        }
        assertThat(new TagDefinition("count(//node) = 2000").fits(large)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count('x') | The function count() takes a node-set.",
                "sum(1) | The function sum() takes a node-set.",
                "//node[count('x') = 1] | The function count() takes a node-set.",
                "//node[size = (//node[name(1 + 1)])/size] | The function name() takes a node-set.",
                "$x | There are no variables: $x.",
                "//node[@id = $a:b] | There are no variables: $a:b.",
                "//foo:node | There are no namespaces: foo:node.",
                "//node/nothing[foo:bar] | There are no namespaces: foo:bar.",
                "//node[document('file:///etc/passwd')] | There is no function document().",
                "//node[java:exit(1)] | There is no function java:exit().",
                "-nowhere() | There is no function nowhere().",
            })
    void whatCannotBeEvaluatedIsRefusedWithTheReason(String definition, String reason) {
        assertThat(TagDefinition.complaint(definition)).contains("Invalid XPath expression: " + reason);
    }

    @Test
    void anExpressionThatIsNestedTooDeeplyIsRefused() {
        assertThat(TagDefinition.complaint("(".repeat(999) + "1" + ")".repeat(999)))
                .satisfiesAnyOf(complaint -> assertThat(complaint).isEmpty(), complaint -> assertThat(complaint)
                        .contains("Invalid XPath expression: nested too deeply"));
        assertThat(TagDefinition.complaint("substring('a')")).isPresent();
    }

    private static Document document() throws Exception {
        return SecureXml.parse(LshwDocumentTest.sample());
    }
}
