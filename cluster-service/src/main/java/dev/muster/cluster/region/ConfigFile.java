package dev.muster.cluster.region;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.cluster.ClusterConfig;
import dev.muster.model.file.AtomicFile;
import dev.muster.model.file.AtomicFile.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The last configuration on disk, so that a cluster that restarts while the region is away serves as before.
final class ConfigFile {
    private final Path file;
    private final ObjectMapper json;

    ConfigFile(Path file, ObjectMapper json) {
        this.file = file;
        this.json = json;
    }

    Optional<ClusterConfig> read() throws IOException {
        return Files.exists(file) ? Optional.of(json.readValue(file.toFile(), ClusterConfig.class)) : Optional.empty();
    }

    void write(ClusterConfig config) throws IOException {
        AtomicFile.write(file, json.writeValueAsBytes(config), Access.USUAL);
    }
}
