package dev.muster.region.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads `multipart/form-data` (RFC 7578) as the clients of the MAAS API really write it: parts in
/// `Content-Transfer-Encoding: base64`, bare newlines, nothing after the closing boundary, no part at all.
final class MultipartParser {
    static final int MAX_PARTS = 10_000;
    private static final int MAX_PART_HEADERS = 8192;

    private final byte[] body;
    private final byte[] delimiter;
    private final List<Part> parts = new ArrayList<>();

    private MultipartParser(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    }

    /// Reads all parts in their order.
    ///
    /// @param boundary the parameter of the content type, unquoted
    static List<Part> parse(byte[] body, String boundary) throws MalformedBodyException {
        if (boundary.isEmpty() || boundary.length() > 200) {
            throw new MalformedBodyException("multipart boundary missing or too long");
        }
        return new MultipartParser(body, boundary).parse();
    }

    private List<Part> parse() throws MalformedBodyException {
        int at = delimiterFrom(0);
        if (at < 0) {
            if (new String(body, StandardCharsets.ISO_8859_1).isBlank()) {
                return List.of();
            }
            throw new MalformedBodyException("multipart body without its boundary");
        }
        while (!closes(at)) {
            int start = endOfLine(at + delimiter.length);
            int next = delimiterFrom(start);
            if (next < 0) {
                throw new MalformedBodyException("multipart body ends inside a part");
            }
            add(start, next);
            at = next;
        }
        return parts;
    }

    private void add(int start, int next) throws MalformedBodyException {
        if (parts.size() == MAX_PARTS) {
            throw new MalformedBodyException("more than " + MAX_PARTS + " parts");
        }
        var headers = new HashMap<String, String>();
        int content = headers(start, next, headers);
        int end = Math.max(content, withoutNewline(next));
        byte[] raw = Arrays.copyOfRange(body, content, end);
        HeaderValue disposition = HeaderValue.parse(headers.getOrDefault("content-disposition", ""));
        String name = disposition.parameter("name").orElse("");
        parts.add(new Part(name, disposition.parameter("filename"), decoded(name, raw, headers)));
    }

    /// Reads header lines up to the empty one; returns where the content starts.
    private int headers(int start, int limit, Map<String, String> headers) throws MalformedBodyException {
        int at = start;
        while (at < limit) {
            int end = endOfLine(at);
            if (end - start > MAX_PART_HEADERS) {
                throw new MalformedBodyException("headers of a part too long");
            }
            String line = line(at, Math.min(end, limit));
            at = Math.min(end, limit);
            if (line.isEmpty()) {
                return at;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return at;
    }

    private String line(int from, int to) throws MalformedBodyException {
        try {
            return WireText.utf8(Arrays.copyOfRange(body, from, to)).strip();
        } catch (MalformedTextException e) {
            throw new MalformedBodyException("the headers of a part: " + e.getMessage());
        }
    }

    private static byte[] decoded(String name, byte[] raw, Map<String, String> headers) throws MalformedBodyException {
        String encoding = Optional.ofNullable(headers.get("content-transfer-encoding"))
                .map(text -> text.toLowerCase(Locale.ROOT))
                .orElse("binary");
        return switch (encoding) {
            case "7bit", "8bit", "binary" -> raw;
            case "base64" -> base64(name, raw);
            default -> throw new MalformedBodyException(name + ": transfer encoding " + encoding + " is not served");
        };
    }

    private static byte[] base64(String name, byte[] raw) throws MalformedBodyException {
        try {
            return Base64.getMimeDecoder().decode(raw);
        } catch (IllegalArgumentException e) {
            throw new MalformedBodyException(name + ": not valid base64");
        }
    }

    /// The next delimiter that stands at the start of a line and is whole.
    private int delimiterFrom(int from) {
        for (int at = from; at + delimiter.length <= body.length; at++) {
            if (body[at] == '-' && (at == 0 || body[at - 1] == '\n') && isDelimiter(at)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isDelimiter(int at) {
        for (int i = 0; i < delimiter.length; i++) {
            if (body[at + i] != delimiter[i]) {
                return false;
            }
        }
        int after = at + delimiter.length;
        return after == body.length || body[after] == '\r' || body[after] == '\n' || body[after] == ' ' || closes(at);
    }

    private boolean closes(int at) {
        int after = at + delimiter.length;
        return after + 1 < body.length && body[after] == '-' && body[after + 1] == '-';
    }

    /// Just behind the newline that ends the line at `from`, or the end of the body.
    private int endOfLine(int from) {
        int at = from;
        while (at < body.length && body[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, body.length);
    }

    private int withoutNewline(int end) {
        int at = end;
        if (at > 0 && body[at - 1] == '\n') {
            at--;
        }
        if (at > 0 && body[at - 1] == '\r') {
            at--;
        }
        return at;
    }
}
