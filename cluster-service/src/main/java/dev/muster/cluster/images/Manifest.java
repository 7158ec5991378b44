package dev.muster.cluster.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads what `sha256sum` wrote: digest, space, space or asterisk, path.
final class Manifest {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](?:\\./)?(.+)");

    private Manifest() {}

    /// Path inside the snapshot → hex digest; empty without a manifest. Other lines are passed over: without a
    /// digest a file is served all the same.
    static Map<String, String> read(Path manifest) throws IOException {
        if (!Files.isRegularFile(manifest)) {
            return Map.of();
        }
        var digests = new HashMap<String, String>();
        for (String line : Files.readAllLines(manifest)) {
            var matcher = LINE.matcher(line);
            if (matcher.matches()) {
                digests.put(matcher.group(2), matcher.group(1));
            }
        }
        return Map.copyOf(digests);
    }
}
