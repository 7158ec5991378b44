package dev.muster.cluster.power;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Takes secrets out of text that tools and BMCs wrote, before anybody else sees it.
record Redaction(List<String> secrets) {
    private static final int LONGEST = 400;

    /// @param values the secrets as they are; their usual encodings are taken out too
    static Redaction of(Collection<String> values) {
        return new Redaction(values.stream()
                .filter(value -> !value.isEmpty())
                .flatMap(Redaction::spellings)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    private static Stream<String> spellings(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                value,
                URLEncoder.encode(value, StandardCharsets.UTF_8),
                Base64.getEncoder().encodeToString(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes));
    }

    /// One line of bounded length without secrets.
    String clean(String text) {
        String cleaned = text;
        for (String secret : secrets) {
            cleaned = cleaned.replace(secret, "***");
        }
        cleaned = cleaned.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return cleaned.length() > LONGEST ? cleaned.substring(0, LONGEST) + "…" : cleaned;
    }

    @Override
    public String toString() {
        return "Redaction[" + secrets.size() + "]";
    }
}
