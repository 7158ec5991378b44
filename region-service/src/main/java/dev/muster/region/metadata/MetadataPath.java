package dev.muster.region.metadata;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What a path below `/MAAS/metadata` asks for. Slashes may come doubled and at the end: cloud-init joins URLs by
/// adding one.
sealed interface MetadataPath {
    Set<String> VERSIONS = Set.of("latest", "2012-03-01");
    Pattern SYSTEM_ID = Pattern.compile("[\\w-]+");

    record EnlistPreseed() implements MetadataPath {}

    record EnlistVersions() implements MetadataPath {}

    record EnlistIndex() implements MetadataPath {}

    record EnlistItems() implements MetadataPath {}

    record EnlistItem(dev.muster.region.metadata.EnlistItem item) implements MetadataPath {}

    record EnlistUserData() implements MetadataPath {}

    record NodePreseed(String systemId) implements MetadataPath {}

    record UnknownVersion(String version) implements MetadataPath {}

    record Nothing() implements MetadataPath {}

    /// @param path with its slashes as they came
    /// @param op empty for none
    static MetadataPath parse(String path, String op) {
        List<String> parts =
                Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
        if (parts.isEmpty()) {
            return new Nothing();
        }
        if (parts.getFirst().equals("enlist")) {
            return enlist(parts.subList(1, parts.size()));
        }
        if (!VERSIONS.contains(parts.getFirst())) {
            return new UnknownVersion(parts.getFirst());
        }
        return versioned(parts.subList(1, parts.size()), op);
    }

    private static MetadataPath versioned(List<String> parts, String op) {
        if (parts.equals(List.of("enlist-preseed")) && op.equals("get_enlist_preseed")) {
            return new EnlistPreseed();
        }
        if (parts.size() == 2
                && parts.getFirst().equals("by-id")
                && SYSTEM_ID.matcher(parts.getLast()).matches()
                && op.equals("get_preseed")) {
            return new NodePreseed(parts.getLast());
        }
        return new Nothing();
    }

    private static MetadataPath enlist(List<String> parts) {
        if (parts.isEmpty()) {
            return new EnlistVersions();
        }
        if (!VERSIONS.contains(parts.getFirst())) {
            return new UnknownVersion(parts.getFirst());
        }
        return switch (String.join("/", parts.subList(1, parts.size()))) {
            case "" -> new EnlistIndex();
            case "meta-data" -> new EnlistItems();
            case "user-data" -> new EnlistUserData();
            case String item
            when item.startsWith("meta-data/") ->
                dev.muster.region.metadata.EnlistItem.of(item.substring("meta-data/".length()))
                        .<MetadataPath>map(EnlistItem::new)
                        .orElseGet(Nothing::new);
            case String _ -> new Nothing();
        };
    }
}
