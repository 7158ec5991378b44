package dev.muster.region.auth;

import dev.muster.model.node.MacAddress;
import jakarta.enterprise.context.RequestScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The cluster through which the request at hand came, and what that cluster attests of the machine behind it.
/// All empty unless the request carried valid cluster credentials.
@RequestScoped
public class CallingCluster {
    /// Base URLs end up in shell, YAML and further URLs.
    private static final Pattern PLAIN_URL = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]_-]+(/[A-Za-z0-9./_-]*)?");

    private @Nullable Attestation attestation;

    public boolean isPresent() {
        return attestation != null;
    }

    public Optional<UUID> uuid() {
        return Optional.ofNullable(attestation).map(Attestation::cluster);
    }

    /// The asking machine's MAC, from the cluster's lease table.
    public Optional<MacAddress> nodeMac() {
        return Optional.ofNullable(attestation).map(Attestation::mac).flatMap(MacAddress::parse);
    }

    /// The asking machine's address as text.
    public Optional<String> nodeAddress() {
        return Optional.ofNullable(attestation).map(Attestation::address).filter(text -> !text.isBlank());
    }

    /// How the machine reaches the API through its cluster: `http://10.0.0.1:5248/MAAS`, no slash at the end.
    public Optional<String> baseUrl() {
        return Optional.ofNullable(attestation).map(Attestation::baseUrl).filter(text -> !text.isBlank());
    }

    void attest(Attestation attested) throws MalformedAuthorizationException {
        if (!attested.baseUrl().isBlank() && !isUrl(attested.baseUrl())) {
            throw new MalformedAuthorizationException("The cluster's base URL is none.");
        }
        attestation = attested;
    }

    private static boolean isUrl(String text) {
        try {
            return PLAIN_URL.matcher(text).matches() && new URI(text).getHost() != null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /// The header values as they came, empty where a header was missing.
    record Attestation(UUID cluster, String mac, String address, String baseUrl) {}
}
