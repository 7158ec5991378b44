package dev.muster.cluster.syslog.codec;

/// Where a text may be cut.
public final class Utf8 {
    private Utf8() {}

    /// The length without a character that was cut in its middle at the end.
    public static int wholeLength(byte[] bytes, int offset, int length) {
        int last = offset + length - 1;
        int lead = last;
        while (lead > offset && last - lead < 3 && (bytes[lead] & 0xC0) == 0x80) {
            lead--;
        }
        if (length == 0 || (bytes[lead] & 0xC0) != 0xC0) {
            return length;
        }
        int octets = (bytes[lead] & 0xE0) == 0xC0 ? 2 : (bytes[lead] & 0xF0) == 0xE0 ? 3 : 4;
        return last - lead + 1 < octets ? lead - offset : length;
    }
}
