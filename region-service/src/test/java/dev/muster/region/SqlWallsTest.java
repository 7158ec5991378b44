package dev.muster.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A table has one owner: no other package names it in SQL. What others read of it, a view publishes, and nobody writes
/// through one.
class SqlWallsTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/muster/region");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    private static final Map<String, Set<String>> OWNED = Map.ofEntries(
            Map.entry("account", Set.of("users", "api_keys", "ssh_keys")),
            Map.entry("allocation", Set.of("node_allocation")),
            Map.entry("auth", Set.of("node_keys")),
            Map.entry("bmc", Set.of("node_power")),
            Map.entry("cluster", Set.of("clusters", "join_secrets")),
            Map.entry("commissioning", Set.of("commissioning_scripts", "node_results")),
            Map.entry("events", Set.of("node_events")),
            Map.entry("hardware", Set.of("node_hardware")),
            Map.entry("netboot", Set.of("node_boot")),
            Map.entry("network", Set.of("subnets", "leases", "sticky_addresses")),
            Map.entry("node", Set.of("nodes", "mac_addresses", "mac_claims", "zones")),
            Map.entry("outbox", Set.of("outbox")),
            Map.entry("power", Set.of("power_commands")),
            Map.entry("secrets", Set.of("sealing_key")),
            Map.entry("settings", Set.of("settings")),
            Map.entry("tags", Set.of("tags", "node_tags", "tags_due")),
            Map.entry("work", Set.of("node_work")));

    /// Views for all to read; they hold no secret.
    private static final Set<String> PUBLISHED = Set.of(
            "boot_steps",
            "boot_targets",
            "described_nodes",
            "known_clusters",
            "known_nodes",
            "known_zones",
            "node_addresses",
            "node_claims",
            "node_details",
            "node_macs",
            "node_subnets",
            "node_times",
            "power_pending",
            "tagged_nodes");

    private static final Pattern TEXT_BLOCK = Pattern.compile("\"\"\"(.*?)\"\"\"", Pattern.DOTALL);
    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern NAMED = Pattern.compile("\\b(?:from|join|into|update|table)\\s+(\\w+)");
    private static final Pattern WRITTEN = Pattern.compile("\\b(?:update|into|delete from) (\\w+)");
    private static final Pattern LOCKED = Pattern.compile("\\bfor (?:no key )?(?:update|share)\\b");
    private static final Pattern MADE = Pattern.compile("create (table|view) (\\w+)");

    @Test
    void everyTableHasOneOwner() throws IOException {
        assertThat(OWNED.values().stream().flatMap(Set::stream))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(made("table"));
        assertThat(made("view")).containsExactlyInAnyOrderElementsOf(PUBLISHED);
    }

    @Test
    void noPackageNamesATableOfAnother() throws IOException {
        assertThat(files(SOURCES, ".java").stream().flatMap(SqlWallsTest::leaks))
                .isEmpty();
    }

    @Test
    void nobodyWritesThroughAView() throws IOException {
        assertThat(files(SOURCES, ".java").stream()
                        .flatMap(source -> WRITTEN.matcher(strings(source)).results())
                        .map(found -> found.group(1)))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(PUBLISHED);
    }

    @Test
    void oneClassLocksNodes() throws IOException {
        assertThat(files(SOURCES.resolve("node"), ".java").stream()
                        .filter(source -> LOCKED.matcher(strings(source)).find())
                        .map(source -> source.getFileName().toString()))
                .containsExactly("NodeLock.java");
    }

    private static Set<String> made(String kind) throws IOException {
        var made = new TreeSet<String>();
        for (Path migration : files(MIGRATIONS, ".sql")) {
            MADE.matcher(Files.readString(migration))
                    .results()
                    .filter(found -> found.group(1).equals(kind))
                    .forEach(found -> made.add(found.group(2)));
        }
        return made;
    }

    private static Stream<String> leaks(Path source) {
        String owner = SOURCES.relativize(source).getName(0).toString();
        Set<String> own = OWNED.getOrDefault(owner, Set.of());
        Set<String> all = OWNED.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        return NAMED.matcher(strings(source))
                .results()
                .map(found -> found.group(1))
                .filter(table -> all.contains(table) && !own.contains(table))
                .map(table -> source.getFileName() + " of " + owner + " names " + table);
    }

    private static String strings(Path source) {
        try {
            String code = Files.readString(source);
            Stream<String> blocks = TEXT_BLOCK.matcher(code).results().map(found -> found.group(1));
            Stream<String> strings = STRING.matcher(TEXT_BLOCK.matcher(code).replaceAll(""))
                    .results()
                    .map(found -> found.group(1));
            return Stream.concat(blocks, strings).collect(Collectors.joining(" ; "));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}
