package dev.muster.region.preseed;

import dev.muster.model.image.ImageName;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// The templates of documents for machines: an operator's own, or else the built-in ones.
///
/// A template is looked for by `{prefix}_{osystem}_{arch}_{subarch}_{release}_{nodename}`, then without the last
/// field, and so on down to `{prefix}`; for the installer of a distribution, which has no prefix, down to `generic`.
/// They are read once, and a template that names a value that nobody gives stops the start: it is the operator's to
/// see, and not a machine's.
@Startup
@ApplicationScoped
class PreseedTemplates {
    private static final Logger LOG = Logger.getLogger(PreseedTemplates.class);
    private static final String GENERIC = "generic";

    private final Map<String, Template> own;

    @Inject
    PreseedTemplates(PreseedSettings settings) {
        this(settings.templates());
    }

    /// @throws IllegalStateException naming the file that is at fault, and what in it
    PreseedTemplates(Optional<Path> directory) {
        own = directory.map(PreseedTemplates::read).orElseGet(Map::of);
        Arrays.stream(PreseedKind.values()).forEach(PreseedKind::builtIn);
        own.forEach((name, _) -> LOG.infof("template %s is used instead of a built-in one", name));
    }

    /// For a machine that is not known yet.
    Template find(PreseedKind kind) {
        return first(kind, List.of(kind.prefix()));
    }

    /// @param nodename host name without its domain
    Template find(PreseedKind kind, ImageName image, String nodename) {
        List<String> fields = Stream.of(
                        kind.prefix(), image.osystem(), image.arch(), image.subarch(), image.release(), nodename)
                .filter(field -> !field.isEmpty())
                .toList();
        var names = new ArrayList<String>();
        for (int count = fields.size(); count > 0; count--) {
            names.add(String.join("_", fields.subList(0, count)));
        }
        if (kind == PreseedKind.INSTALLER) {
            names.add(GENERIC);
        }
        return first(kind, names);
    }

    private Template first(PreseedKind kind, List<String> names) {
        return names.stream().filter(own::containsKey).findFirst().map(own::get).orElseGet(kind::builtIn);
    }

    private static Map<String, Template> read(Path directory) {
        var templates = new HashMap<String, Template>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (!name.startsWith(".") && !name.endsWith("~")) {
                    templates.put(name, read(file, PreseedKind.ofFile(name)));
                }
            }
            return Map.copyOf(templates);
        } catch (IOException e) {
            throw new UncheckedIOException("muster.preseed.templates " + directory + " cannot be read", e);
        }
    }

    private static Template read(Path file, PreseedKind kind) throws IOException {
        return new Template(file.toString(), Files.readString(file, StandardCharsets.UTF_8), kind.names());
    }
}
