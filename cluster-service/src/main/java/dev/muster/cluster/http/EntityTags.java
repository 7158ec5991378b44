package dev.muster.cluster.http;

import dev.muster.cluster.http.MalformedHeader.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The headers `If-Match` and `If-None-Match`: `*`, or tags (RFC 9110 8.8.3, 13.1.1, 13.1.2).
///
/// @param any the header is `*`
/// @param strong tags with their quotes
/// @param weak tags with their quotes, without `W/`
record EntityTags(boolean any, List<String> strong, List<String> weak) {

    static EntityTags parse(String header) throws MalformedHeader {
        String text = header.strip();
        var strong = new ArrayList<String>();
        var weak = new ArrayList<String>();
        if (text.equals("*")) {
            return new EntityTags(true, strong, weak);
        }
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ',' || c == ' ' || c == '\t') {
                at++;
                continue;
            }
            boolean isWeak = text.startsWith("W/", at);
            int open = isWeak ? at + 2 : at;
            int close = closingQuote(text, open);
            (isWeak ? weak : strong).add(text.substring(open, close + 1));
            at = close + 1;
            if (at < text.length() && ", \t".indexOf(text.charAt(at)) < 0) {
                throw new MalformedHeader(Reason.ENTITY_TAG);
            }
        }
        if (strong.isEmpty() && weak.isEmpty()) {
            throw new MalformedHeader(Reason.ENTITY_TAG);
        }
        return new EntityTags(false, strong, weak);
    }

    /// etagc is anything printable but a quote, and octets beyond ASCII.
    private static int closingQuote(String text, int open) throws MalformedHeader {
        if (open >= text.length() || text.charAt(open) != '"') {
            throw new MalformedHeader(Reason.ENTITY_TAG);
        }
        for (int i = open + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i;
            }
            if (c <= ' ' || c == 0x7f) {
                break;
            }
        }
        throw new MalformedHeader(Reason.ENTITY_TAG);
    }

    /// Strong comparison; our own tags are strong. `*` is every file that exists.
    boolean matchStrongly(Optional<String> etag) {
        return any || etag.filter(strong::contains).isPresent();
    }

    /// Weak comparison.
    boolean matchWeakly(Optional<String> etag) {
        return matchStrongly(etag) || etag.filter(weak::contains).isPresent();
    }
}
