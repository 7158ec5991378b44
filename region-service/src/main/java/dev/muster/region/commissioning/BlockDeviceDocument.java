package dev.muster.region.commissioning;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.region.allocation.DiskName;
import dev.muster.region.api.Json;
import dev.muster.region.api.MalformedBodyException;
import dev.muster.region.api.WireText;
import dev.muster.region.document.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/// What the script that lists disks wrote: a JSON list with lsblk's names. Disks that cannot be written to are left
/// out.
final class BlockDeviceDocument {
    private BlockDeviceDocument() {}

    static List<BlockDevice> parse(byte[] content) throws UnreadableException {
        List<JsonNode> disks = StreamSupport.stream(list(content).spliterator(), false)
                .filter(disk -> !flag(disk, "RO") && !text(disk, "PATH").isEmpty())
                .toList();
        var devices = new ArrayList<BlockDevice>();
        for (JsonNode disk : disks) {
            devices.add(device(devices.size() + 1, disk, disks));
        }
        return List.copyOf(devices);
    }

    static JsonNode list(byte[] content) throws UnreadableException {
        try {
            JsonNode root = Json.lenient(WireText.lenient(content));
            if (!root.isArray()) {
                throw new UnreadableException("not a JSON list");
            }
            return root;
        } catch (MalformedBodyException e) {
            throw new UnreadableException(String.valueOf(e.getMessage()));
        }
    }

    private static BlockDevice device(int number, JsonNode disk, List<JsonNode> all) {
        String path = text(disk, "PATH");
        String idPath = text(disk, "ID_PATH").isEmpty() ? path : text(disk, "ID_PATH");
        return new BlockDevice(
                number,
                text(disk, "NAME"),
                path,
                idPath,
                text(disk, "MODEL"),
                text(disk, "SERIAL"),
                text(disk, "WWN"),
                Math.max(0, disk.path("SIZE").asLong(0)),
                disk.path("BLOCK_SIZE").asInt(0),
                tags(disk),
                stable(disk, all, idPath));
    }

    private static List<String> tags(JsonNode disk) {
        var tags = new ArrayList<String>();
        tags.add(flag(disk, "ROTA") ? "rotary" : "ssd");
        if (flag(disk, "SATA")) {
            tags.add("sata");
        }
        if (flag(disk, "RM")) {
            tags.add("removable");
        }
        return tags;
    }

    /// Cheap disks share a number.
    private static DiskName stable(JsonNode disk, List<JsonNode> all, String idPath) {
        for (String key : List.of("WWN", "SERIAL")) {
            String value = text(disk, key);
            boolean own =
                    all.stream().filter(other -> text(other, key).equals(value)).count() == 1;
            if (!value.isEmpty() && own) {
                return new DiskName(key.toLowerCase(Locale.ROOT), value);
            }
        }
        return new DiskName("path", idPath);
    }

    private static String text(JsonNode disk, String key) {
        String text = disk.path(key).asText("").strip();
        return WireText.lenient(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean flag(JsonNode disk, String key) {
        return text(disk, key).equals("1");
    }
}
