package dev.muster.region.commissioning;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes executable files into a tar archive in POSIX's ustar format (POSIX.1-2017, pax, "ustar Interchange
/// Format"). The same files give the same bytes: owner root, no times.
final class TarArchive {
    static final int BLOCK = 512;

    /// Of the part of a name behind its last slash, bytes.
    static final int LONGEST_NAME = 100;

    private static final int LONGEST_FOLDER = 155;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// @param path `folder/name`, ASCII, no slash in front
    void add(String path, byte[] content) {
        byte[] header = header(path, content.length);
        out.write(header, 0, header.length);
        out.write(content, 0, content.length);
        pad();
    }

    /// The archive with its two empty blocks at the end.
    byte[] finish() {
        out.write(new byte[2 * BLOCK], 0, 2 * BLOCK);
        return out.toByteArray();
    }

    private void pad() {
        int over = out.size() % BLOCK;
        if (over > 0) {
            out.write(new byte[BLOCK - over], 0, BLOCK - over);
        }
    }

    private static byte[] header(String path, int size) {
        int slash = path.lastIndexOf('/');
        String folder = slash < 0 ? "" : path.substring(0, slash);
        String name = path.substring(slash + 1);
        if (name.length() > LONGEST_NAME || folder.length() > LONGEST_FOLDER) {
            throw new IllegalArgumentException("too long for an archive: " + path);
        }
        var header = new byte[BLOCK];
        boolean whole = path.length() <= LONGEST_NAME;
        put(header, 0, whole ? path : name);
        put(header, 100, "0000755\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, "%011o\0".formatted(size));
        put(header, 136, "00000000000\0");
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        put(header, 265, "root");
        put(header, 297, "root");
        put(header, 345, whole ? "" : folder);
        // the sum counts its own field as spaces
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte octet : header) {
            sum += octet & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
