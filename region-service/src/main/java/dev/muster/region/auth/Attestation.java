package dev.muster.region.auth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/// A cluster that has shown its token, and what it says of the machine whose request it passes on: the headers'
/// values as they came, empty where a header was missing.
record Attestation(ClusterCredentials.Known cluster, String mac, String neighbour, String address, String baseUrl) {
    /// Base URLs end up in shell, YAML and further URLs.
    private static final Pattern PLAIN_URL = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]_-]+(/[A-Za-z0-9./_-]*)?");

    /// Whether the base URL can be passed on, or is none.
    boolean isPlain() {
        return baseUrl.isBlank() || isUrl(baseUrl);
    }

    private static boolean isUrl(String text) {
        try {
            return PLAIN_URL.matcher(text).matches() && new URI(text).getHost() != null;
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
