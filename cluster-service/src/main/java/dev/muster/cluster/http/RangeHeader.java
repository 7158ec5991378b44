package dev.muster.cluster.http;

import dev.muster.cluster.http.MalformedHeader.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The header `Range` (RFC 9110 14.1.1, 14.1.2).
final class RangeHeader {
    private static final String UNIT = "bytes=";

    private RangeHeader() {}

    /// None of the ranges has an octet of the file: 416.
    static final class Unsatisfiable extends Exception {
        Unsatisfiable() {
            super("no range inside of the file", null, false, false);
        }
    }

    /// The ranges that the file has octets of, in the order asked for; none if the unit is not `bytes`. Where two
    /// overlap all are merged and sorted, so that no octet is sent twice (RFC 9110 14.2, 15.3.7.2).
    ///
    /// @param size of the file
    /// @param most ranges that are taken
    static List<ByteRange> parse(String header, long size, int most) throws MalformedHeader, Unsatisfiable {
        if (!header.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            if (header.indexOf('=') < 1) {
                throw new MalformedHeader(Reason.RANGE);
            }
            return List.of();
        }
        var ranges = new ArrayList<ByteRange>();
        int asked = 0;
        for (int at = UNIT.length(); at <= header.length(); ) {
            int comma = header.indexOf(',', at);
            int end = comma < 0 ? header.length() : comma;
            String range = header.substring(at, end).strip();
            // a recipient takes empty elements of a list (RFC 9110 5.6.1.2), yet not without end
            if (++asked > most) {
                throw new MalformedHeader(Reason.TOO_MANY_RANGES);
            }
            if (!range.isEmpty()) {
                one(range, size).ifPresent(ranges::add);
            } else if (comma < 0 && asked == 1) {
                throw new MalformedHeader(Reason.RANGE);
            }
            at = end + 1;
        }
        if (ranges.isEmpty()) {
            throw new Unsatisfiable();
        }
        return overlapping(ranges) ? merged(ranges) : ranges;
    }

    /// Empty if the file has no octet of it.
    private static Optional<ByteRange> one(String range, long size) throws MalformedHeader {
        int dash = range.indexOf('-');
        if (dash < 0 || range.length() == 1) {
            throw new MalformedHeader(Reason.RANGE);
        }
        if (dash == 0) {
            long length = Math.min(number(range, 1, range.length()), size);
            return length == 0 ? Optional.empty() : Optional.of(new ByteRange(size - length, length));
        }
        long first = number(range, 0, dash);
        long last = dash + 1 == range.length() ? Long.MAX_VALUE : number(range, dash + 1, range.length());
        if (last < first) {
            throw new MalformedHeader(Reason.RANGE);
        }
        return first >= size
                ? Optional.empty()
                : Optional.of(new ByteRange(first, Math.min(last, size - 1) - first + 1));
    }

    /// A number beyond a long is beyond every file.
    private static long number(String text, int from, int to) throws MalformedHeader {
        long value = 0;
        for (int i = from; i < to; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                throw new MalformedHeader(Reason.RANGE);
            }
            value = value > (Long.MAX_VALUE - 9) / 10 ? Long.MAX_VALUE : value * 10 + (digit - '0');
        }
        return value;
    }

    private static boolean overlapping(List<ByteRange> ranges) {
        for (int i = 0; i < ranges.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (ranges.get(i).overlaps(ranges.get(j))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<ByteRange> merged(List<ByteRange> ranges) {
        var sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(ByteRange::offset));
        var merged = new ArrayList<ByteRange>();
        for (ByteRange range : sorted) {
            if (merged.isEmpty() || !merged.getLast().overlaps(range)) {
                merged.add(range);
            } else {
                ByteRange last = merged.removeLast();
                merged.add(new ByteRange(last.offset(), Math.max(last.end(), range.end()) - last.offset()));
            }
        }
        return merged;
    }
}
