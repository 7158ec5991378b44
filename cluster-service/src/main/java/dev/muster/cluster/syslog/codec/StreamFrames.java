package dev.muster.cluster.syslog.codec;

import dev.muster.cluster.syslog.codec.MalformedSyslog.Reason;
import java.util.Arrays;

/// Cuts a stream into messages. Over TCP (RFC 6587) each frame is looked at anew: `17 <13>…` is counted by octets,
/// anything else ends at LF. The priority behind the count is what tells it from a text that begins with a number.
/// Over TLS (RFC 5425 4.3) every frame is counted. A count may have zeros in front, which the RFCs do not have and
/// senders do.
///
/// One per connection; not safe for concurrent use. It holds the message that has not ended, and so the longest message
/// at most.
public final class StreamFrames {
    private static final int MOST_COUNT_DIGITS = 10;
    private static final int MOST_COUNT = 9_999_999;
    private static final int FIRST_ROOM = 256;
    private static final int KEPT_ROOM = 1024;
    private static final byte[] EMPTY = new byte[0];

    /// Takes a message; the bytes are valid during the call only.
    public interface Frames {
        /// @param truncated whether the message was longer than allowed, or cut off by the end of the stream
        void frame(byte[] bytes, int offset, int length, boolean truncated);
    }

    private enum State {
        BETWEEN,
        COUNT,
        COUNTED,
        LINE
    }

    private final int maxLength;
    private final Frames frames;
    private final boolean countedOnly;
    private State state = State.BETWEEN;
    private byte[] kept = EMPTY;
    private int size;
    private int remaining;
    private boolean overlong;

    /// @param maxLength longest message in octets, at least 16; what is beyond is skipped
    public StreamFrames(int maxLength, Frames frames) {
        this(maxLength, frames, false);
    }

    /// For a stream whose messages all come with their length.
    public static StreamFrames counted(int maxLength, Frames frames) {
        return new StreamFrames(maxLength, frames, true);
    }

    private StreamFrames(int maxLength, Frames frames, boolean countedOnly) {
        if (maxLength < 16) {
            throw new IllegalArgumentException("longest message of " + maxLength + " octets");
        }
        this.maxLength = maxLength;
        this.frames = frames;
        this.countedOnly = countedOnly;
    }

    /// @throws MalformedSyslog if a length is missing where there must be one; the stream is of no use then
    public void feed(byte[] bytes, int offset, int length) throws MalformedSyslog {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            at = switch (state) {
                case BETWEEN -> begin(bytes, at);
                case COUNT -> readCount(bytes, at);
                case COUNTED -> readCounted(bytes, at, end);
                case LINE -> readLine(bytes, at, end);
            };
        }
    }

    /// The stream ended: what is left is a message of its own.
    public void finish() {
        if (size > 0 && !(countedOnly && state == State.COUNT)) {
            emit(kept, 0, size, overlong || state == State.COUNTED);
        }
        reset();
    }

    private int begin(byte[] bytes, int at) throws MalformedSyslog {
        byte first = bytes[at];
        boolean count = first >= '0' && first <= '9';
        if (!count && countedOnly) {
            throw new MalformedSyslog(Reason.NO_COUNT, Octets.NONE);
        }
        if (first == '\n' || first == '\r' || first == 0) {
            return at + 1;
        }
        state = count ? State.COUNT : State.LINE;
        return at;
    }

    /// Digits, a space and, over TCP, `<` are kept until it is clear that they are a count; if not, they are text.
    private int readCount(byte[] bytes, int at) throws MalformedSyslog {
        byte next = bytes[at];
        boolean spaced = size > 0 && kept[size - 1] == ' ';
        if (spaced && remaining > 0 && (countedOnly || next == '<')) {
            state = State.COUNTED;
            size = 0;
            return at;
        }
        boolean digit = next >= '0' && next <= '9' && !spaced && size < MOST_COUNT_DIGITS;
        int counted = digit ? remaining * 10 + next - '0' : remaining;
        if (counted <= MOST_COUNT && (digit || (next == ' ' && !spaced))) {
            remaining = counted;
            keep(bytes, at, 1);
            return at + 1;
        }
        if (countedOnly) {
            throw new MalformedSyslog(Reason.NO_COUNT, Octets.NONE);
        }
        state = State.LINE;
        return at;
    }

    private int readCounted(byte[] bytes, int at, int end) {
        int here = Math.min(remaining, end - at);
        remaining -= here;
        if (remaining == 0 && size == 0 && here <= maxLength) {
            emit(bytes, at, here, false);
            reset();
            return at + here;
        }
        keep(bytes, at, here);
        if (remaining == 0) {
            emit(kept, 0, size, overlong);
            reset();
        }
        return at + here;
    }

    private int readLine(byte[] bytes, int at, int end) {
        int lineEnd = at;
        while (lineEnd < end && bytes[lineEnd] != '\n') {
            lineEnd++;
        }
        int here = lineEnd - at;
        if (lineEnd < end && size == 0 && here <= maxLength) {
            emit(bytes, at, here, false);
            reset();
            return lineEnd + 1;
        }
        keep(bytes, at, here);
        if (lineEnd == end) {
            return end;
        }
        emit(kept, 0, size, overlong);
        reset();
        return lineEnd + 1;
    }

    private void keep(byte[] bytes, int at, int length) {
        int fits = Math.min(length, maxLength - size);
        if (size + fits > kept.length) {
            kept = Arrays.copyOf(kept, Math.min(maxLength, Math.max(FIRST_ROOM, 2 * (size + fits))));
        }
        System.arraycopy(bytes, at, kept, size, fits);
        size += fits;
        overlong |= fits < length;
    }

    private void emit(byte[] bytes, int offset, int length, boolean truncated) {
        frames.frame(bytes, offset, truncated ? Utf8.wholeLength(bytes, offset, length) : length, truncated);
    }

    private void reset() {
        state = State.BETWEEN;
        size = 0;
        remaining = 0;
        overlong = false;
        if (kept.length > KEPT_ROOM) {
            kept = EMPTY;
        }
    }
}
