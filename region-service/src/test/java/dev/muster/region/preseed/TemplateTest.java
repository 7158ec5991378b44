package dev.muster.region.preseed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static final TemplateNames NAMES =
            TemplateNames.of("hostname", "arch", "network").withLists("macs");

    private static String rendered(String text) {
        return new Template("file", text, NAMES)
                .render(
                        Map.of("hostname", "node7", "arch", "", "network", "- a\n\n- b\n"),
                        Map.of("macs", List.of("52:54:00:00:00:01", "52:54:00:00:00:02")));
    }

    @Test
    void eachElementOfAListIsRendered() {
        assertThat(rendered("""
                cards:
                {#for mac in macs}
                  - {mac.yaml}{! a comment !}
                {/for}
                {#for mac in macs}{mac_count}={mac}{#if mac_hasNext}, {/if}{/for}
                """)).isEqualTo("""
                cards:
                  - '52:54:00:00:00:01'
                  - '52:54:00:00:00:02'
                1=52:54:00:00:00:01, 2=52:54:00:00:00:02
                """);
    }

    @Test
    void conditionsCompareAndAskWhetherThereIsSomething() {
        assertThat(rendered("""
                {#if arch}
                arch
                {#else if hostname == 'node7' && macs}
                node7
                {#else}
                none
                {/if}
                {#if !arch}no arch{/if}
                """)).isEqualTo("node7\nno arch\n");
    }

    @Test
    void linesOfAValueAreIndentedAsItsPlace() {
        assertThat(rendered("""
                config:
                  {network}
                {#if hostname}
                    {network}
                {/if}
                  {network}
                {hostname}  {network}
                """)).isEqualTo("""
                config:
                  - a

                  - b
                    - a

                    - b
                  - a

                  - b
                node7  - a

                - b
                """);
    }

    @Test
    void bracesOfTheDocumentStay() {
        String plain = """
                { a: 1 } {"b": 2} {} { hostname } ${ x; } $(f) {'c'} \\n \\\\ \\
                next
                """;
        assertThat(rendered(plain)).isEqualTo(plain);
        assertThat(rendered("\\{a: {hostname}} $\\{HOME} [0-9]\\{2} {|{{.Names}} \\{1\\} {x}|} \\{\\{ jinja }}"))
                .isEqualTo("{a: node7} ${HOME} [0-9]{2} {{.Names}} \\{1\\} {x} {{ jinja }}");
    }

    /// In any branch, whether it is taken or not.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{hostnme}",
                "{#if arch}{hostnme}{/if}",
                "{#if hostnme}a{/if}",
                "{#if arch}a{#else if hostnme == 'a'}b{/if}",
                "{#if arch && (hostname || hostnme)}b{/if}",
                "{#for mac in hostnme}a{/for}",
                "{#for mac in macs}{hostnme.yaml}{/for}",
                "{#for hostnme in macs}{/for}{hostnme}",
                "{hostnme.yaml}"
            })
    void anUnknownNameIsToldWithFileAndLine(String text) {
        assertThatThrownBy(() -> new Template("file", "a\nb \\\n{! c\n !}{|\n|} " + text, NAMES))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("file:5: nobody gives a value for {hostnme")
                .hasMessageContaining("There are: arch, hostname, macs, network");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '%',
            value = {
                "{hostname.html}             % {hostname.html} is not quoted by shell, yaml or json",
                "{hostname.shell.shell}      % is not quoted by",
                "{hostname.yaml(1)}          % is not quoted by",
                "{hostname ?: arch}          % is not quoted by",
                "{macs.yaml}                 % is not quoted by",
                "{macs}                      % {macs} is a list",
                "{#for a in hostname}{/for}  % hostname is no list",
                "{#for a in macs}{#for b in a}{/for}{/for} % a is no list",
                "{inject:hostname}           % nobody gives a value for {inject:hostname}",
                "{mode: reboot}              % A brace of the document itself is written \\{",
                "{hostname|yaml}             % nobody gives a value for {hostname|yaml}",
                "{@String other}{other}      % declares no values here",
                "{#include other /}          % no section helper found for {#include other /}",
                "{#let other=hostname}a{/let} % no section helper found for {#let",
                "{#if arch}                  % unterminated section",
                "{#if arch}{/for}            % does not match",
                "[0-9]{2}                    % {2} is no value: as a part of the document it is written \\{2}",
                "${hostname}                 % ${hostname} is written $\\{hostname} if it is the shell's",
                "${HOME}                     % ${HOME} is written",
                "a\\{2\\}                    % \\} would lose its backslash",
                "{hostname                   % unterminated expression"
            })
    void whatQuteWouldReadOtherwiseThanItIsMeantIsRefused(String text, String complaint) {
        assertThatThrownBy(() -> new Template("file", "a\n\n" + text, NAMES))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("file:3: ")
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{hostname}}", "{{hostname|yaml}}", "{{", "{{ a b }}"})
    void theSyntaxOfOlderVersionsIsRefused(String text) {
        assertThatThrownBy(() -> new Template("file", "a\n" + text + " ", NAMES))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "file:2: " + text + " is the syntax of older versions: {{name}} is written {name} now")
                .hasMessageContaining("{name.yaml}");
    }
}
