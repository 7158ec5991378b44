package dev.muster.cluster.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One range of octets of a file that exists (RFC 9110 14.1.2).
record ByteRange(long offset, long length) {
    private static final Pattern SINGLE = Pattern.compile("bytes=[ \t]*(\\d{0,18})-(\\d{0,18})[ \t]*");

    /// The request cannot be satisfied: 416.
    static final class Unsatisfiable extends Exception {
        Unsatisfiable() {
            super("range outside of the file", null, false, false);
        }
    }

    /// Empty if the whole file is to be sent: several ranges, another unit, and what is no range at all may be
    /// passed over (RFC 9110 14.2).
    static Optional<ByteRange> parse(String header, long size) throws Unsatisfiable {
        Matcher matcher = SINGLE.matcher(header);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? Optional.empty() : Optional.of(suffix(Long.parseLong(last), size));
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? Long.MAX_VALUE : Long.parseLong(last);
        if (to < from) {
            return Optional.empty();
        }
        if (from >= size) {
            throw new Unsatisfiable();
        }
        return Optional.of(new ByteRange(from, Math.min(to, size - 1) - from + 1));
    }

    private static ByteRange suffix(long wanted, long size) throws Unsatisfiable {
        if (wanted == 0 || size == 0) {
            throw new Unsatisfiable();
        }
        long length = Math.min(wanted, size);
        return new ByteRange(size - length, length);
    }

    /// `bytes 0-99/1000`.
    String contentRange(long size) {
        return "bytes " + offset + "-" + (offset + length - 1) + "/" + size;
    }
}
