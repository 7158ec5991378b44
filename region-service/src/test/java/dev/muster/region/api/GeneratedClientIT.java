package dev.muster.region.api;

import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.user;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client that a generator makes of what is served at `/q/openapi`, against a region:
/// `src/test/client/ListAndStart.java`.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class GeneratedClientIT {
    private static final Path GENERATOR = Path.of("target/openapi-generator/openapi-generator-cli.jar");
    private static final Path PROGRAM = Path.of("src/test/client/ListAndStart.java");

    @Inject
    KnownMachines machines;

    @Test
    void aGeneratedClientListsAndStartsANode(@TempDir Path folder) throws Exception {
        Requirements.need(Files.isReadable(GENERATOR), GENERATOR + " is missing: ./mvnw verify puts it there");
        String name = "client-" + UUID.randomUUID();
        machines.update("insert into zones (name) values (?)", name);
        String node = machines.node(name, NodeStatus.READY, machines.freshMac(), machines.cluster());
        machines.update(
                "update nodes set zone_id = (select id from zones where name = ?) where system_id = ?", name, node);
        machines.update(NodeColumns.update("power_type", "'manual'"), node);

        Path classes = compiled(generated(folder), folder);
        var program = new ProcessBuilder(
                java(), "-cp", classes + ":" + System.getProperty("java.class.path"), "ListAndStart", node, name);
        program.environment()
                .putAll(Map.of("MUSTER_URL", "http://localhost:" + RestAssured.port, "MUSTER_KEY", user(name)));
        assertThat(said(program, folder)).isEqualTo("""
                        listed 1: Ready, 1 cards, in %1$s
                        read: Ready, 1 cards, in %1$s
                        acquired: Allocated, 1 cards, in %1$s of %1$s
                        started: Deploying, 1 cards, in %1$s
                        refused: 404 No node with id 'no-such'.
                        """.formatted(name));
    }

    private static Path generated(Path folder) throws IOException, InterruptedException {
        Path document = Files.writeString(
                folder.resolve("muster.json"),
                anonymous().get("/q/openapi?format=json").asString());
        Path client = folder.resolve("client");
        said(
                new ProcessBuilder(
                        java(),
                        "-jar",
                        GENERATOR.toString(),
                        "generate",
                        "-i",
                        document.toString(),
                        "-g",
                        "java",
                        "-o",
                        client.toString(),
                        "--library",
                        "native",
                        "--invoker-package",
                        "dev.muster.client",
                        "--api-package",
                        "dev.muster.client.api",
                        "--model-package",
                        "dev.muster.client.model",
                        "--additional-properties=openApiNullable=false,useJakartaEe=true",
                        "--global-property=apiTests=false,modelTests=false,apiDocs=false,modelDocs=false"),
                folder);
        return client.resolve("src/main/java");
    }

    private static Path compiled(Path sources, Path folder) throws IOException {
        Path classes = folder.resolve("classes");
        var arguments = new ArrayList<>(List.of(
                "-d", classes.toString(), "-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.walk(sources)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        arguments.add(PROGRAM.toString());
        int outcome = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(outcome).isZero();
        return classes;
    }

    private static String said(ProcessBuilder command, Path folder) throws IOException, InterruptedException {
        Path said = Files.createTempFile(folder, "said", ".txt");
        Process running =
                command.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try {
            assertThat(running.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            running.destroy();
        }
        assertThat(running.exitValue()).as(Files.readString(said)).isZero();
        return Files.readString(said);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
