package dev.muster.region.api;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.adminKey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.node.NodeColumns;
import dev.muster.testing.Requirements;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples of `docs/api.md`, taken out of the page and run in one bash, with the address and the key of a region
/// that this test has. What each answers has the shape of the answer that the page shows.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class ApiExamplesIT {
    private static final Path PAGE = Path.of("../docs/api.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|json|text)\n(.*?)^```$");
    private static final String END = "\u0001";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    KnownMachines machines;

    @TempDir
    Path folder;

    /// @param answer what the page shows below it
    private record Example(String commands, Optional<Shown> answer) {}

    private record Shown(String language, String text) {}

    @BeforeEach
    void aFreeNodeWithMuchMemory() {
        String id = machines.node(
                "examples-" + System.nanoTime(), NodeStatus.READY, machines.freshMac(), machines.cluster());
        machines.update(NodeColumns.update("power_type", "'manual'"), id);
        machines.update(
                "update node_hardware set cpu_count = 2, memory = 8192, lshw = ?"
                        + " where node_id = (select id from nodes where system_id = ?)",
                """
                <?xml version="1.0"?>
                <list><node class="system"><node id="memory" class="memory"><size units="bytes">8589934592</size>\
                </node></node></list>
                """.getBytes(UTF_8),
                id);
    }

    /// A second run finds nothing of the first.
    @AfterEach
    void takeAwayWhatTheExamplesMade() {
        admin().delete(API + "commissioning-scripts/60-board");
        admin().delete(API + "tags/large/");
    }

    @Test
    void everyExampleAnswersAsThePageShows() throws Exception {
        Requirements.needTools("bash", "curl", "jq", "ssh-keygen");
        List<Example> examples = examples(Files.readString(PAGE));
        assertThat(examples).hasSizeGreaterThanOrEqualTo(7);
        List<String> answers = run(examples);
        var all = new SoftAssertions();
        for (int i = 0; i < examples.size(); i++) {
            String commands = examples.get(i).commands();
            String answer = answers.get(i);
            examples.get(i).answer().ifPresent(shown -> all.assertThat(shape(shown.language(), answer))
                    .as(commands + "\nanswered\n" + answer)
                    .isEqualTo(shape(shown.language(), shown.text())));
        }
        all.assertAll();
    }

    private static List<Example> examples(String page) {
        var examples = new ArrayList<Example>();
        var block = BLOCK.matcher(page);
        while (block.find()) {
            if (block.group(1).equals("sh")) {
                examples.add(new Example(block.group(2), Optional.empty()));
            } else {
                var shown = new Shown(block.group(1), block.group(2));
                examples.add(new Example(examples.removeLast().commands(), Optional.of(shown)));
            }
        }
        return examples;
    }

    /// @return what each example wrote
    private List<String> run(List<Example> examples) throws IOException, InterruptedException {
        var script = new StringBuilder("set -eu\n");
        for (Example example : examples) {
            script.append(example.commands()
                            .replace("<region>:5240", "localhost:" + RestAssured.port)
                            .replace("$(deploy/muster api-key)", adminKey()))
                    .append("printf '\\1'\n");
        }
        Path said = folder.resolve("said");
        Path complaints = folder.resolve("complaints");
        Process bash = new ProcessBuilder("/usr/bin/bash", "-c", script.toString())
                .directory(folder.toFile())
                .redirectOutput(said.toFile())
                .redirectError(complaints.toFile())
                .start();
        try {
            assertThat(bash.waitFor(2, TimeUnit.MINUTES)).as("the examples end").isTrue();
        } finally {
            bash.destroy();
        }
        String all = Files.readString(said);
        assertThat(Files.readString(complaints)).as(all).isEmpty();
        assertThat(bash.exitValue()).as(all).isZero();
        return List.of(all.split(END));
    }

    /// What is the same in each run: names and types, and not values.
    private static String shape(String language, String text) {
        if (language.equals("json")) {
            return shape(json(text));
        }
        var lines = new ArrayList<String>();
        for (String line : text.strip().split("\n")) {
            int colon = line.indexOf(": ");
            String value = line.substring(colon + 1).strip();
            lines.add(line.substring(0, Math.max(colon, 0))
                    + (value.startsWith("{") ? shape(json(value)) : value.replaceAll("[0-9]+", "1")));
        }
        return String.join("\n", lines);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    private static String shape(JsonNode value) {
        if (value.isObject()) {
            var names = new TreeSet<String>();
            value.properties().forEach(field -> names.add(field.getKey() + ": " + shape(field.getValue())));
            return names.toString();
        }
        if (value.isArray()) {
            return value.isEmpty() ? "nothing" : "list of " + shape(value.get(0));
        }
        return value.getNodeType().toString();
    }
}
