package dev.muster.cluster.http;

/// One range of octets of a file that exists; not empty.
record ByteRange(long offset, long length) {

    /// First octet behind it.
    long end() {
        return offset + length;
    }

    boolean overlaps(ByteRange other) {
        return offset < other.end() && other.offset < end();
    }

    /// `bytes 0-99/1000`.
    String contentRange(long size) {
        return "bytes " + offset + "-" + (end() - 1) + "/" + size;
    }
}
