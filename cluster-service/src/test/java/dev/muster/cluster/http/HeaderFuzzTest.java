package dev.muster.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A million requests with generated and mutated headers: each is answered, and a part never leaves the file.
class HeaderFuzzTest {
    private static final int ROUNDS = 1_000_000;
    private static final long SIZE = 1000;
    private static final FileVersion FILE =
            new FileVersion(SIZE, Instant.parse("2026-11-02T10:00:00Z"), true, Optional.of("\"abc\""));
    private static final List<String> NAMES =
            List.of("Range", "Range", "If-Range", "If-Match", "If-None-Match", "If-Modified-Since");
    private static final List<String> SEEDS = List.of(
            "bytes=0-99,200-299,-5",
            "bytes=10-20,0-5,15-30",
            "bytes=999-",
            "bytes=-9223372036854775808",
            "bytes=9223372036854775807-9223372036854775807",
            "\"abc\", W/\"x,y\", \"z\"",
            "*",
            "Mon, 02 Nov 2026 10:00:00 GMT",
            "Monday, 02-Nov-26 10:00:00 GMT",
            "Mon Nov  2 10:00:00 2026");
    private static final byte[] SPICE = "bytes=-,0199 \"W/*:GMT\t\0\u00e4;".getBytes(StandardCharsets.ISO_8859_1);

    private final Random random = new Random(9110);
    private long malformed;
    private long parts;

    @Test
    @Timeout(15)
    void anyHeaderIsAnswered() {
        var headers = new HashMap<String, String>();
        for (int i = 0; i < ROUNDS; i++) {
            headers.clear();
            headers.put(NAMES.get(random.nextInt(NAMES.size())), text(i));
            if (i % 3 == 0) {
                headers.put("Range", text(i));
            }
            check(headers);
        }
        assertThat(malformed).isPositive();
        assertThat(parts).isPositive();
    }

    private void check(Map<String, String> headers) {
        var asked = new FileReply.Conditions(true, name -> Optional.ofNullable(headers.get(name)), _ -> malformed++);
        FileReply reply = FileReply.to(asked, FILE, 16);
        if (reply instanceof FileReply.Parts(List<ByteRange> ranges)) {
            parts++;
            long octets = 0;
            for (ByteRange range : ranges) {
                octets += range.length();
                if (range.offset() < 0 || range.length() < 1 || range.end() > SIZE) {
                    throw new AssertionError(headers + " gave " + range);
                }
            }
            if (octets > SIZE || ranges.size() > 16) {
                throw new AssertionError(headers + " gave " + ranges);
            }
        }
    }

    private String text(int round) {
        byte[] bytes = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.ISO_8859_1);
        if (round % 8 == 0) {
            bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
        }
        for (int flips = bytes.length == 0 ? 0 : random.nextInt(4); flips > 0; flips--) {
            bytes[random.nextInt(bytes.length)] = SPICE[random.nextInt(SPICE.length)];
        }
        int length = random.nextInt(5) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
        return new String(Arrays.copyOf(bytes, length), StandardCharsets.ISO_8859_1);
    }
}
