package dev.muster.region.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.region.RegionTestResource;
import dev.muster.region.caller.Role;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// `docs/api-operations.md` is the table that answers, written out.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class OperationsDocTest {
    private static final Path DOC = Path.of("../docs/api-operations.md");
    private static final Path WRITTEN = Path.of("target/api-operations.md");

    private static final String HEAD = """
            # The API's operations

            Written from the table that answers. How to log in and to call is in [api.md](api.md).

            Who: *everybody* needs no key, a *user* needs one, an *administrator* one of an administrator. Each operation takes
            `op` (its name, where it has one) in the query or in the body. POST and PUT refuse fields that are not listed.
            """;

    @Inject
    Catalogue catalogue;

    @Test
    void theDocsHaveEveryOperationWithItsParameters() throws IOException {
        String page = page();
        Files.writeString(WRITTEN, page);
        assertThat(Files.readString(DOC))
                .as("cp region-service/%s docs/api-operations.md", WRITTEN)
                .isEqualTo(page);
    }

    @Test
    void everyOperationAndEveryResourceSaysWhatItIs() {
        for (Operations table : catalogue.all()) {
            assertThat(table.doc()).as(table.handler()).isNotBlank();
            for (var operation : table.all()) {
                assertThat(operation.doc().text())
                        .as(table.handler() + " " + operation.method() + " " + operation.op())
                        .isNotBlank();
            }
        }
    }

    private String page() {
        var page = new StringBuilder(HEAD);
        for (Operations table : catalogue.all()) {
            page.append("\n## `%s`\n\n%s\n".formatted(table.path().text(), table.doc()));
            table.all().forEach(operation -> page.append(section(operation)));
        }
        return page.toString();
    }

    private static String section(Operations.Operation operation) {
        String name =
                operation.method() + operation.op().map(op -> " `" + op + "`").orElse("");
        var text = new StringBuilder("\n**%s** (%s): %s%s\n"
                .formatted(
                        name,
                        who(operation.role()),
                        operation.doc().text(),
                        operation.ends() ? "" : " The answer has no end."));
        if (!operation.doc().parameters().isEmpty()) {
            text.append("\n| parameter | what it is |\n|---|---|\n");
            operation
                    .doc()
                    .parameters()
                    .forEach(one -> text.append("| `%s` | %s |\n".formatted(one.name(), one.about())));
        }
        return text.toString();
    }

    private static String who(Role role) {
        return switch (role) {
            case ANONYMOUS -> "everybody";
            case USER -> "user";
            case ADMIN -> "administrator";
        };
    }
}
