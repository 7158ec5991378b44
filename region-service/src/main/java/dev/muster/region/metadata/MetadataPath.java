package dev.muster.region.metadata;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a path below `/MAAS/metadata` names. Slashes may come doubled and at the end: cloud-init joins URLs by
/// adding one.
sealed interface MetadataPath {
    Set<String> VERSIONS = Set.of("latest", "2012-03-01");
    Pattern SYSTEM_ID = Pattern.compile("[\\w-]+");

    record EnlistPreseed() implements MetadataPath {}

    record EnlistVersions() implements MetadataPath {}

    record EnlistIndex() implements MetadataPath {}

    record EnlistItems() implements MetadataPath {}

    record Enlist(EnlistItem item) implements MetadataPath {}

    record EnlistUserData() implements MetadataPath {}

    /// A node as its machine names it before it has a key.
    record ById(String systemId) implements MetadataPath {}

    /// A node by one of its cards, for which MAAS asks no proof at all.
    record ByMac() implements MetadataPath {}

    record Versions() implements MetadataPath {}

    /// What a node's machine reads, and reports to.
    record Index(Tree tree) implements MetadataPath {}

    record Items() implements MetadataPath {}

    record Item(NodeItem item) implements MetadataPath {}

    record UserData(Tree tree) implements MetadataPath {}

    record Scripts() implements MetadataPath {}

    /// Where cloud-init and curtin report to.
    record Status(String systemId) implements MetadataPath {}

    record UnknownVersion(String version) implements MetadataPath {}

    record Nothing() implements MetadataPath {}

    /// @param path with its slashes as they came
    static MetadataPath parse(String path) {
        List<String> parts =
                Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
        if (parts.isEmpty()) {
            return new Versions();
        }
        List<String> rest = parts.subList(1, parts.size());
        return switch (parts.getFirst()) {
            case "enlist" -> rest.isEmpty() ? new EnlistVersions() : versioned(rest, MetadataPath::enlist);
            case "curtin" -> rest.isEmpty() ? new Versions() : versioned(rest, below -> node(below, Tree.INSTALLER));
            case "status" -> id(rest).<MetadataPath>map(Status::new).orElseGet(Nothing::new);
            default -> versioned(parts, MetadataPath::top);
        };
    }

    private static MetadataPath versioned(List<String> parts, Below below) {
        return VERSIONS.contains(parts.getFirst())
                ? below.parse(parts.subList(1, parts.size()))
                : new UnknownVersion(parts.getFirst());
    }

    private static MetadataPath top(List<String> parts) {
        if (parts.isEmpty()) {
            return new Index(Tree.NODE);
        }
        return switch (parts.getFirst()) {
            case "enlist-preseed" -> parts.size() == 1 ? new EnlistPreseed() : new Nothing();
            case "by-id" ->
                id(parts.subList(1, parts.size())).<MetadataPath>map(ById::new).orElseGet(Nothing::new);
            case "by-mac" -> new ByMac();
            default -> node(parts, Tree.NODE);
        };
    }

    private static MetadataPath node(List<String> parts, Tree tree) {
        return switch (String.join("/", parts)) {
            case "" -> new Index(tree);
            case "meta-data" -> new Items();
            case "user-data" -> new UserData(tree);
            case "maas-commissioning-scripts" -> new Scripts();
            case String item
            when item.startsWith("meta-data/") ->
                NodeItem.of(item.substring("meta-data/".length()))
                        .<MetadataPath>map(Item::new)
                        .orElseGet(Nothing::new);
            case String _ -> new Nothing();
        };
    }

    private static MetadataPath enlist(List<String> parts) {
        return switch (String.join("/", parts)) {
            case "" -> new EnlistIndex();
            case "meta-data" -> new EnlistItems();
            case "user-data" -> new EnlistUserData();
            case String item
            when item.startsWith("meta-data/") ->
                EnlistItem.of(item.substring("meta-data/".length()))
                        .<MetadataPath>map(Enlist::new)
                        .orElseGet(Nothing::new);
            case String _ -> new Nothing();
        };
    }

    private static Optional<String> id(List<String> parts) {
        return parts.size() == 1 && SYSTEM_ID.matcher(parts.getFirst()).matches()
                ? Optional.of(parts.getFirst())
                : Optional.empty();
    }

    /// Reads what is below a version.
    @FunctionalInterface
    interface Below {
        MetadataPath parse(List<String> parts);
    }
}
