package dev.muster.cluster.tftp.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// What client and server agreed on (RFC 2347-2349, 7440).
///
/// @param blockSize octets of a full block
/// @param window blocks that may be on their way at once
/// @param longestWait nanoseconds: the client's `timeout` option, above which no retransmission waits; or the
///     server's
/// @param acknowledged the options to confirm in an OACK, in the order of the request; empty when none is
///     understood
public record Terms(int blockSize, int window, long longestWait, Map<String, String> acknowledged) {
    private static final int DEFAULT_BLOCK = 512;
    private static final int SMALLEST_BLOCK = 8;
    private static final int LARGEST_BLOCK = 65_464;
    private static final int LARGEST_WINDOW = 64;

    /// Bounds what one transfer may have queued in the socket.
    private static final int LARGEST_FLIGHT_BYTES = 1 << 20;

    private static final int LONGEST_TIMEOUT_SECONDS = 255;
    private static final long SECOND = 1_000_000_000L;

    /// Above the 5 s after which tftp-hpa and atftp speak up again by themselves: repetitions that come sooner would
    /// keep them from it.
    private static final long DEFAULT_WAIT_SECONDS = 6;

    private static final int DIGITS_OF_A_LONG = 18;
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,20}");

    /// Takes from a request's options those that are known and legal; the rest is ignored, as RFC 2347 wants it.
    ///
    /// @param size octets of the file; empty when they are not known beforehand, so that `tsize` cannot be told
    /// @param blockCap the server's own upper limit on `blksize`
    public static Terms negotiate(Map<String, String> options, OptionalLong size, int blockCap) {
        OptionalLong block = atMost(Math.min(LARGEST_BLOCK, blockCap), asked(options, "blksize", SMALLEST_BLOCK));
        int blockSize = (int) block.orElse(DEFAULT_BLOCK);
        OptionalLong window = atMost(largestWindow(blockSize), asked(options, "windowsize", 1));
        OptionalLong timeout = timeoutSeconds(options);
        // curl takes a size of 0 for an error; without a word about it, an empty file arrives well
        boolean sizeIsTold = asked(options, "tsize", 0).isPresent() && size.orElse(0) > 0;
        OptionalLong tsize = sizeIsTold ? size : OptionalLong.empty();
        var acknowledged = new LinkedHashMap<String, String>();
        for (String name : options.keySet()) {
            OptionalLong value =
                    switch (name) {
                        case "blksize" -> block;
                        case "windowsize" -> window;
                        case "timeout" -> timeout;
                        case "tsize" -> tsize;
                        default -> OptionalLong.empty();
                    };
            value.ifPresent(number -> acknowledged.put(name, Long.toString(number)));
        }
        long wait = atMost(DEFAULT_WAIT_SECONDS, timeout).orElse(DEFAULT_WAIT_SECONDS) * SECOND;
        return new Terms(blockSize, (int) window.orElse(1), wait, acknowledged);
    }

    private static int largestWindow(int blockSize) {
        return Math.clamp(LARGEST_FLIGHT_BYTES / blockSize, 1, LARGEST_WINDOW);
    }

    private static OptionalLong timeoutSeconds(Map<String, String> options) {
        OptionalLong asked = asked(options, "timeout", 1);
        return asked.orElse(0) > LONGEST_TIMEOUT_SECONDS ? OptionalLong.empty() : asked;
    }

    private static OptionalLong atMost(long limit, OptionalLong value) {
        return value.isPresent() ? OptionalLong.of(Math.min(limit, value.getAsLong())) : value;
    }

    /// The option's number where it is one and legal; one beyond a `long` is merely very large.
    private static OptionalLong asked(Map<String, String> options, String name, long smallest) {
        String text = options.getOrDefault(name, "");
        if (!DECIMAL.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        long number = text.length() > DIGITS_OF_A_LONG ? Long.MAX_VALUE : Long.parseLong(text);
        return number < smallest ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
