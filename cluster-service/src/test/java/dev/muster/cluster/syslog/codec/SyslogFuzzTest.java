package dev.muster.cluster.syslog.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.syslog.policy.LineBuffer;
import dev.muster.cluster.syslog.policy.LineFormat;
import dev.muster.cluster.syslog.policy.LogPath;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Lines of any bytes: nothing but the checked error escapes, one line stays one line, and the path stays inside.
class SyslogFuzzTest {
    private static final List<String> SEEDS = List.of(
            "<13>Nov 22 10:00:00 lab root[4711]: hello world\n",
            "<189>29: fw-1: *Nov 22 2026 10:00:00.123 MSK: %SYS-5-UP: text",
            "<165>1 2003-10-11T22:14:15.003Z host app 7 ID47 [e@1 a=\"3\" b=\"\\\"x\\]\"][x@1] \uFEFFevent",
            "<4>2026-11-22T10:00:00.123456+01:00 ../../etc a: b",
            "44 <13>1 2026-11-22T10:00:00Z h a - - - counted");
    private static final byte[] SPICE = "<>[]\"\\=: \0\r\n./-19\u00e4".getBytes(StandardCharsets.ISO_8859_1);
    private static final Path LOGS = Path.of("/logs");

    private static final int ROUNDS = 1_000_000;

    private final Random random = new Random(514);
    private int longest;
    private final LineFormat format = new LineFormat();

    @Test
    @Timeout(60)
    void mutatedAndRandomLinesAreHarmless() throws Exception {
        InetAddress sender = InetAddress.ofLiteral("192.0.2.7");
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = i % 4 == 0 ? randomBytes() : mutated();
            SyslogMessage message = parse(bytes);
            String host = LogPath.safeHost(message.hostname().toString(), sender);
            var buffer = new LineBuffer(64);
            format.append(buffer, Instant.EPOCH, host, message);
            String out = new String(buffer.bytes(), 0, buffer.length(), StandardCharsets.UTF_8);
            if (!isOneLine(out) || buffer.length() > 4 * bytes.length + 64) {
                throw new AssertionError(out);
            }
            Path path = LogPath.of(LOGS, host, LocalDate.EPOCH);
            if (!path.normalize().equals(path) || !path.startsWith(LOGS) || path.getNameCount() != 6) {
                throw new AssertionError(path);
            }
        }
    }

    private static boolean isOneLine(String out) {
        int last = out.length() - 1;
        for (int i = 0; i < last; i++) {
            if (Character.isISOControl(out.charAt(i))) {
                return false;
            }
        }
        return last >= 0 && out.charAt(last) == '\n';
    }

    @Test
    @Timeout(60)
    void framesOfAnyStreamAreBoundedAndTheStreamGoesOn() throws Exception {
        int limit = 64;
        var frames = new StreamFrames(limit, (_, _, length, _) -> longest = Math.max(longest, length));
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = i % 4 == 0 ? randomBytes() : mutated();
            frames.feed(bytes, 0, bytes.length);
            if (i % 100 == 0) {
                frames.finish();
            }
        }
        assertThat(longest).isBetween(1, limit);
    }

    @Test
    @Timeout(60)
    void streamThatMustCountEndsInTheCheckedErrorOnly() {
        int limit = 64;
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            var frames = StreamFrames.counted(limit, (_, _, length, _) -> longest = Math.max(longest, length));
            byte[] bytes = i % 4 == 0 ? randomBytes() : mutated();
            try {
                frames.feed(bytes, 0, bytes.length);
            } catch (MalformedSyslog unframed) {
                refused++;
            }
            frames.finish();
        }
        assertThat(longest).isBetween(1, limit);
        assertThat(refused).isBetween(ROUNDS / 2, ROUNDS - 1);
    }

    private static SyslogMessage parse(byte[] bytes) {
        try {
            return SyslogParser.parse(bytes, 0, bytes.length);
        } catch (MalformedSyslog malformed) {
            return SyslogMessage.raw(malformed.text());
        }
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] mutated() {
        byte[] bytes = SEEDS.get(random.nextInt(SEEDS.size())).getBytes(StandardCharsets.UTF_8);
        for (int n = random.nextInt(6); n >= 0; n--) {
            bytes[random.nextInt(bytes.length)] =
                    random.nextBoolean() ? SPICE[random.nextInt(SPICE.length)] : (byte) random.nextInt(256);
        }
        return java.util.Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length);
    }
}
