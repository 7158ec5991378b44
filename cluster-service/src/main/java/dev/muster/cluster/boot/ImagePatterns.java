package dev.muster.cluster.boot;

import dev.muster.model.image.ImageName;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/// Chooses images by their folders: `debian/amd64/generic/bookworm/release`, `debian/*/*/bookworm/*`, `**`.
record ImagePatterns(List<PathMatcher> patterns) implements Predicate<ImageName> {

    /// @param property that the patterns come from
    /// @throws IllegalArgumentException naming the property and the pattern that is none
    static ImagePatterns of(String property, List<String> patterns) {
        return new ImagePatterns(
                patterns.stream().map(pattern -> matcher(property, pattern)).toList());
    }

    private static PathMatcher matcher(String property, String pattern) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern.strip());
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(property + ": " + pattern + " is no pattern: " + e.getDescription(), e);
        }
    }

    @Override
    public boolean test(ImageName image) {
        Path folder = Path.of(image.path());
        return patterns.stream().anyMatch(pattern -> pattern.matches(folder));
    }
}
