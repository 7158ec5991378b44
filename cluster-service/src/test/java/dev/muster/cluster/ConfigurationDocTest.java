package dev.muster.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// An operator finds every setting, and its true default, in one place.
class ConfigurationDocTest {
    private static final Path DOC = Path.of("../docs/configuration.md");

    @Test
    void everySettingIsInTheDocsWithItsDefault() throws IOException {
        String doc = Files.readString(DOC);

        assertThat(settings())
                .isNotEmpty()
                .filteredOn(row -> !doc.contains(row))
                .isEmpty();
    }

    /// How the docs' table begins in the row of each.
    private static List<String> settings() {
        var defaults = new TreeMap<String, String>();
        for (var type : new ClassFileImporter().importPackages("dev.muster.cluster")) {
            if (type.isAnnotatedWith(ConfigMapping.class)) {
                ConfigClass.configClass(type.reflect())
                        .getProperties()
                        .forEach((name, usual) ->
                                defaults.merge(inDocs(name), code(usual), (a, b) -> a.equals("-") ? b : a));
            }
        }
        return defaults.entrySet().stream()
                .map(setting -> "| " + code(setting.getKey()) + " | " + setting.getValue() + " |")
                .toList();
    }

    /// A list is set by its name alone, with commas; of a list of groups each has its number.
    private static String inDocs(String property) {
        return property.replaceFirst("\\[\\*\\]$", "").replace("[*]", "[n]");
    }

    private static String code(@Nullable String text) {
        return text == null ? "-" : "`" + text + "`";
    }
}
