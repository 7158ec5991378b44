package dev.muster.cluster.http;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// What a request for a file that exists is answered with; decides the preconditions in the order of RFC 9110 13.2.2.
sealed interface FileReply {
    record Whole() implements FileReply {}

    record Part(ByteRange range) implements FileReply {}

    record NotModified() implements FileReply {}

    record PreconditionFailed() implements FileReply {}

    record OutOfRange() implements FileReply {}

    /// @param get whether the method is GET; HEAD has no ranges
    /// @param header looks up a request header
    static FileReply to(boolean get, Function<String, Optional<String>> header, FileVersion file) {
        if (!matches(header, file)) {
            return new PreconditionFailed();
        }
        if (isUnchanged(header, file)) {
            return new NotModified();
        }
        Optional<String> range = header.apply("Range").filter(_ -> get && mayBePart(header, file));
        return range.isEmpty() ? new Whole() : ranged(range.get(), file);
    }

    private static FileReply ranged(String range, FileVersion file) {
        try {
            return ByteRange.parse(range, file.size()).<FileReply>map(Part::new).orElseGet(Whole::new);
        } catch (ByteRange.Unsatisfiable e) {
            return new OutOfRange();
        }
    }

    private static boolean matches(Function<String, Optional<String>> header, FileVersion file) {
        Optional<String> tags = header.apply("If-Match");
        if (tags.isPresent()) {
            return lists(tags.get(), file.etag(), false);
        }
        return header.apply("If-Unmodified-Since")
                .flatMap(HttpDate::parse)
                .map(date -> !file.modified().isAfter(date))
                .orElse(true);
    }

    private static boolean isUnchanged(Function<String, Optional<String>> header, FileVersion file) {
        Optional<String> tags = header.apply("If-None-Match");
        if (tags.isPresent()) {
            return lists(tags.get(), file.etag(), true);
        }
        Optional<Instant> since = header.apply("If-Modified-Since").flatMap(HttpDate::parse);
        return since.isPresent() && !file.modified().isAfter(since.get());
    }

    /// If-Range compares strongly: a part of one build must not be continued with a part of another.
    private static boolean mayBePart(Function<String, Optional<String>> header, FileVersion file) {
        return header.apply("If-Range")
                .map(condition -> condition.strip().equals(file.etag())
                        || HttpDate.parse(condition)
                                .filter(date -> date.equals(file.modified()))
                                .isPresent())
                .orElse(true);
    }

    private static boolean lists(String tags, String etag, boolean weakly) {
        for (String tag : tags.split(",")) {
            String plain = tag.strip();
            String compared = weakly && plain.startsWith("W/") ? plain.substring(2) : plain;
            if (compared.equals(etag) || plain.equals("*")) {
                return true;
            }
        }
        return false;
    }
}
