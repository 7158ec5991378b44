package dev.muster.cluster.http;

import dev.muster.cluster.http.MalformedHeader.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// What a request for a file that exists is answered with.
sealed interface FileReply {
    record Whole() implements FileReply {}

    /// One range is a plain 206, several are `multipart/byteranges` (RFC 9110 14.6).
    record Parts(List<ByteRange> ranges) implements FileReply {
        public Parts {
            ranges = List.copyOf(ranges);
        }
    }

    record NotModified() implements FileReply {}

    record PreconditionFailed() implements FileReply {}

    record OutOfRange() implements FileReply {}

    /// The headers that decide.
    ///
    /// @param get whether the method is GET; HEAD has no ranges
    /// @param header looks up a request header, its lines joined by commas
    /// @param ignored is told of headers that break their grammar
    record Conditions(boolean get, Function<String, Optional<String>> header, Consumer<Reason> ignored) {
        private static final List<String> WITH_TAGS = List.of("If-None-Match", "If-Match", "If-Range");

        /// Whether an entity tag decides, so that the answer must wait for ours.
        boolean needTag() {
            return WITH_TAGS.stream().anyMatch(name -> header.apply(name)
                    .filter(value -> value.indexOf('"') >= 0)
                    .isPresent());
        }

        private <T> Optional<T> parsed(String name, Parser<T> parser) {
            Optional<String> text = header.apply(name);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(parser.parse(text.get()));
            } catch (MalformedHeader malformed) {
                ignored.accept(malformed.reason());
                return Optional.empty();
            }
        }
    }

    /// Reads a header.
    interface Parser<T> {
        T parse(String text) throws MalformedHeader;
    }

    /// Decides the preconditions in the order of RFC 9110 13.2.2.
    ///
    /// @param mostRanges see [HttpLimits#ranges()]
    static FileReply to(Conditions asked, FileVersion file, int mostRanges) {
        if (!matches(asked, file)) {
            return new PreconditionFailed();
        }
        if (isUnchanged(asked, file)) {
            return new NotModified();
        }
        Optional<String> range = asked.header.apply("Range").filter(_ -> asked.get && mayBePart(asked, file));
        return range.isEmpty() ? new Whole() : ranged(asked, range.get(), file.size(), mostRanges);
    }

    private static FileReply ranged(Conditions asked, String range, long size, int mostRanges) {
        try {
            List<ByteRange> ranges = RangeHeader.parse(range, size, mostRanges);
            return ranges.isEmpty() ? new Whole() : new Parts(ranges);
        } catch (RangeHeader.Unsatisfiable e) {
            return new OutOfRange();
        } catch (MalformedHeader malformed) {
            asked.ignored.accept(malformed.reason());
            return new Whole();
        }
    }

    private static boolean matches(Conditions asked, FileVersion file) {
        if (asked.header.apply("If-Match").isPresent()) {
            // a list that cannot be read names no version that the client knows: nothing is done for it
            return asked.parsed("If-Match", EntityTags::parse)
                    .map(tags -> tags.matchStrongly(file.etag()))
                    .orElse(false);
        }
        return asked.parsed("If-Unmodified-Since", HttpDate::parse)
                .map(date -> !file.modified().isAfter(date))
                .orElse(true);
    }

    private static boolean isUnchanged(Conditions asked, FileVersion file) {
        if (asked.header.apply("If-None-Match").isPresent()) {
            return asked.parsed("If-None-Match", EntityTags::parse)
                    .map(tags -> tags.matchWeakly(file.etag()))
                    .orElse(false);
        }
        return asked.parsed("If-Modified-Since", HttpDate::parse)
                .map(date -> !file.modified().isAfter(date))
                .orElse(false);
    }

    /// If-Range compares strongly: a part of one build must not be continued with a part of another (RFC 9110
    /// 13.1.5).
    private static boolean mayBePart(Conditions asked, FileVersion file) {
        Optional<String> condition = asked.header.apply("If-Range").map(String::strip);
        if (condition.isEmpty()) {
            return true;
        }
        if (condition.get().startsWith("\"") || condition.get().startsWith("W/")) {
            return condition.equals(file.etag());
        }
        return file.settled()
                && asked.parsed("If-Range", HttpDate::parse)
                        .filter(date -> date.equals(file.modified()))
                        .isPresent();
    }
}
