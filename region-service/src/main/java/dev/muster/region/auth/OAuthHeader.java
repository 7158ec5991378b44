package dev.muster.region.auth;

import dev.muster.region.api.MalformedTextException;
import dev.muster.region.api.WireText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads the `Authorization` header of OAuth 1.0 (RFC 5849 3.5.1) in the spellings that clients use: parameters
/// in any order, with or without `realm`, separated by `,` or `, `, values quoted or bare, the signature
/// percent-encoded or not.
///
/// Timestamp and nonce must be there, as the RFC wants, but are not judged: PLAINTEXT proves nothing by them, and a
/// machine whose clock is off would hang.
final class OAuthHeader {
    static final int MAX_LENGTH = 4096;

    private OAuthHeader() {}

    static OAuthCredentials parse(String header) throws MalformedAuthorizationException {
        String text = header.strip();
        if (text.length() > MAX_LENGTH) {
            throw new MalformedAuthorizationException("Header too long.");
        }
        if (!text.toLowerCase(Locale.ROOT).startsWith("oauth")
                || (text.length() > 5 && !Character.isWhitespace(text.charAt(5)))) {
            throw new MalformedAuthorizationException("Only OAuth is served.");
        }
        return credentials(parameters(text.substring(5)));
    }

    static OAuthCredentials credentials(Map<String, String> parameters) throws MalformedAuthorizationException {
        required(parameters, "oauth_timestamp");
        required(parameters, "oauth_nonce");
        return new OAuthCredentials(
                required(parameters, "oauth_consumer_key"),
                required(parameters, "oauth_token"),
                required(parameters, "oauth_signature_method"),
                required(parameters, "oauth_signature"));
    }

    private static String required(Map<String, String> parameters, String name) throws MalformedAuthorizationException {
        return Optional.ofNullable(parameters.get(name))
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new MalformedAuthorizationException("Missing " + name + "."));
    }

    private static Map<String, String> parameters(String text) throws MalformedAuthorizationException {
        var found = new HashMap<String, String>();
        for (String pair : text.split(",")) {
            int equals = pair.indexOf('=');
            if (pair.isBlank()) {
                continue;
            }
            if (equals < 0) {
                throw new MalformedAuthorizationException("Malformed header.");
            }
            String name = pair.substring(0, equals).strip();
            if (found.put(name, decode(name, unquote(pair.substring(equals + 1).strip()))) != null) {
                throw new MalformedAuthorizationException("Repeated " + name + ".");
            }
        }
        return found;
    }

    private static String unquote(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /// Percent-decoding that leaves alone what is no escape: some clients send the signature as it is. A `+` stands
    /// for itself here.
    private static String decode(String name, String value) throws MalformedAuthorizationException {
        byte[] in = value.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
            int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
            if (in[i] == '%' && high >= 0 && low >= 0) {
                out[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                out[length++] = in[i];
            }
        }
        try {
            return WireText.utf8(Arrays.copyOf(out, length));
        } catch (MalformedTextException e) {
            throw new MalformedAuthorizationException(name + ": " + e.getMessage());
        }
    }
}
