package dev.muster.cluster.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// `multipart/byteranges` (RFC 9110 14.6): what stands before each range, and at the end.
///
/// @param boundary must not occur in the file; 128 random bits do not
/// @param size of the whole file
record Multipart(String boundary, List<ByteRange> ranges, long size) {

    String contentType() {
        return "multipart/byteranges; boundary=" + boundary;
    }

    String before(int index) {
        return (index == 0 ? "" : "\r\n") + "--" + boundary + "\r\nContent-Type: application/octet-stream\r\n"
                + "Content-Range: " + ranges.get(index).contentRange(size) + "\r\n\r\n";
    }

    String end() {
        return "\r\n--" + boundary + "--\r\n";
    }

    /// Octets of the file alone.
    long payload() {
        return ranges.stream().mapToLong(ByteRange::length).sum();
    }

    long contentLength() {
        long length = payload() + octets(end());
        for (int i = 0; i < ranges.size(); i++) {
            length += octets(before(i));
        }
        return length;
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII).length;
    }
}
