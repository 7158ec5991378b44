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

/// A table has one owner: no other package names it in SQL. Where that does not hold yet is listed, and the list only
/// becomes shorter.
class SqlWallsTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/muster/region");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

    private static final Map<String, Set<String>> OWNED = Map.ofEntries(
            Map.entry("account", Set.of("users", "api_keys", "ssh_keys")),
            Map.entry("auth", Set.of("node_keys")),
            Map.entry("cluster", Set.of("clusters", "join_secrets")),
            Map.entry("commissioning", Set.of("commissioning_scripts", "node_results")),
            Map.entry("events", Set.of("node_events")),
            Map.entry("network", Set.of("subnets", "leases", "sticky_addresses", "node_addresses", "node_subnets")),
            Map.entry("node", Set.of("nodes", "mac_addresses", "mac_claims", "zones")),
            Map.entry("outbox", Set.of("outbox")),
            Map.entry("power", Set.of("power_commands")),
            Map.entry("secrets", Set.of("sealing_key")),
            Map.entry("settings", Set.of("settings")),
            Map.entry("tags", Set.of("tags", "node_tags", "tags_due")));

    /// Whose SQL names what is another's.
    private static final Map<String, Set<String>> LEAKS = Map.ofEntries(
            Map.entry("auth", Set.of("nodes")),
            Map.entry(
                    "boot", Set.of("clusters", "mac_addresses", "mac_claims", "node_tags", "nodes", "subnets", "tags")),
            Map.entry("commissioning", Set.of("mac_addresses", "nodes")),
            Map.entry("events", Set.of("mac_addresses", "nodes", "zones")),
            Map.entry(
                    "lifecycle",
                    Set.of(
                            "node_events",
                            "node_subnets",
                            "node_tags",
                            "nodes",
                            "power_commands",
                            "subnets",
                            "tags",
                            "zones")),
            Map.entry("metadata", Set.of("mac_addresses", "node_events", "nodes", "ssh_keys")),
            Map.entry("metrics", Set.of("nodes", "outbox")),
            Map.entry("network", Set.of("clusters")),
            Map.entry("node", Set.of("clusters", "node_addresses", "node_results", "node_tags", "tags", "users")),
            Map.entry("power", Set.of("nodes")),
            Map.entry("tags", Set.of("nodes")));

    private static final Pattern TEXT_BLOCK = Pattern.compile("\"\"\"(.*?)\"\"\"", Pattern.DOTALL);
    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern NAMED = Pattern.compile("\\b(?:from|join|into|update|table)\\s+(\\w+)");
    private static final Pattern MADE = Pattern.compile("create (?:table|view) (?:if not exists )?(\\w+)");

    @Test
    void everyTableHasOneOwner() throws IOException {
        var made = new TreeSet<String>();
        for (Path migration : files(MIGRATIONS, ".sql")) {
            MADE.matcher(Files.readString(migration)).results().forEach(found -> made.add(found.group(1)));
        }
        List<String> owned = OWNED.values().stream().flatMap(Set::stream).toList();
        assertThat(owned).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void noPackageNamesATableOfAnother() throws IOException {
        var leaks = files(SOURCES, ".java").stream()
                .flatMap(SqlWallsTest::leaks)
                .collect(Collectors.groupingBy(
                        leak -> leak.substring(0, leak.indexOf(' ')),
                        Collectors.mapping(leak -> leak.substring(leak.indexOf(' ') + 1), Collectors.toSet())));
        assertThat(leaks).isEqualTo(LEAKS);
    }

    /// `<package> <table>`.
    private static Stream<String> leaks(Path source) {
        String owner = SOURCES.relativize(source).getName(0).toString();
        Set<String> own = OWNED.getOrDefault(owner, Set.of());
        Set<String> all = OWNED.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        return NAMED.matcher(strings(source))
                .results()
                .map(found -> found.group(1))
                .filter(table -> all.contains(table) && !own.contains(table))
                .map(table -> owner + " " + table);
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
