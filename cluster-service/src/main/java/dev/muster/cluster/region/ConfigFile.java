package dev.muster.cluster.region;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.cluster.ClusterConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        json.writeValue(fresh.toFile(), config);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
