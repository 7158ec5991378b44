package dev.muster.region.auth;

import dev.muster.model.node.MacAddress;
import dev.muster.region.node.MacRules;
import jakarta.enterprise.context.RequestScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The cluster through which the request at hand came, and what that cluster attests of the machine behind it.
/// All empty unless the request carried valid cluster credentials.
@RequestScoped
public class CallingCluster {
    /// Base URLs end up in shell, YAML and further URLs.
    private static final Pattern PLAIN_URL = Pattern.compile("https?://[A-Za-z0-9.:\\[\\]_-]+(/[A-Za-z0-9./_-]*)?");

    private final MacRules rules;
    private final Neighbours neighbours;
    private @Nullable Attestation attestation;
    private boolean looked;
    private @Nullable MacAddress holder;

    CallingCluster(MacRules rules, Neighbours neighbours) {
        this.rules = rules;
        this.neighbours = neighbours;
    }

    public boolean isPresent() {
        return attestation != null;
    }

    public Optional<UUID> uuid() {
        return Optional.ofNullable(attestation).map(given -> given.cluster().uuid());
    }

    /// The database's number of the cluster.
    public Optional<Long> id() {
        return Optional.ofNullable(attestation).map(given -> given.cluster().id());
    }

    /// Where it passes on the calls of its machines.
    public OptionalInt httpPort() {
        Attestation given = attestation;
        return given == null
                ? OptionalInt.empty()
                : OptionalInt.of(given.cluster().httpPort());
    }

    /// The asking machine's MAC: that to which its cluster has leased the machine's address, or else the one that the
    /// cluster's kernel sees there, if that is the address's holder. None by which no machine is known.
    public Optional<MacAddress> nodeMac() {
        Attestation given = attestation;
        if (given == null) {
            return Optional.empty();
        }
        if (!looked) {
            holder = MacAddress.parse(given.mac())
                    .or(() -> neighbour()
                            .filter(seen -> neighbours.isHolder(given.cluster().uuid(), given.address(), seen)))
                    .filter(rules::identifies)
                    .orElse(null);
            looked = true;
        }
        return Optional.ofNullable(holder);
    }

    /// The MAC that the cluster's kernel sees at the machine's address, whoever may have that address: enough to know
    /// who asks over the wire, not to whom a secret goes.
    public Optional<MacAddress> neighbour() {
        return Optional.ofNullable(attestation)
                .map(Attestation::neighbour)
                .flatMap(MacAddress::parse)
                .filter(rules::identifies);
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
    record Attestation(
            ClusterCredentials.Known cluster, String mac, String neighbour, String address, String baseUrl) {}
}
