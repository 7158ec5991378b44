package dev.muster.local;

import dev.muster.local.LocalStackConfig.ProxyListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the apt proxy is told.
///
/// @param folder of its cache and its access log
/// @param own addresses of its machine, and the networks that this is on
record SquidConfig(Path folder, List<ProxyListener> listeners, Archives archives, List<Network> own) {
    static final int PORT = 8000;

    /// Without `-n` a name would count that has this address among others, which squid then may ask instead.
    private static final String BY_ADDRESS = "acl archive-addresses dst -n ";

    /// Without `-n` an address would count whose owner has its reverse name say so.
    private static final String BY_NAME = "acl archive-hosts dstdomain -n ";

    SquidConfig {
        listeners = List.copyOf(listeners);
        own = List.copyOf(own);
    }

    String text() throws IOException {
        try (var template = SquidConfig.class.getResourceAsStream("/squid.conf")) {
            if (template == null) {
                throw new IllegalStateException("squid.conf is not on the class path");
            }
            return new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@folder@", folder.toString())
                    .replace(
                            "@listeners@",
                            lines("http_port ", listeners.stream().map(l -> l.address() + ":" + PORT)))
                    .replace(
                            "@clients@",
                            lines("acl machines src ", listeners.stream().map(ProxyListener::clients)))
                    .replace("@never@", networks("acl never dst ", SpecialNetworks.NEVER.stream()))
                    .replace("@private@", networks("acl private dst ", SpecialNetworks.PRIVATE.stream()))
                    .replace("@own@", networks("acl own dst ", machinesAndOwn()))
                    .replace("@archives@", named())
                    .replace("@allow-requests@", allowed("http_access allow "))
                    .replace("@allow-answers@", allowed("http_reply_access allow "))
                    .replace("@rest@", archives.anythingPublic() ? "allow" : "deny");
        }
    }

    /// The clients' subnets too: the machines' neighbours need no proxy to reach each other.
    private Stream<Network> machinesAndOwn() {
        return Stream.concat(
                        own.stream(),
                        listeners.stream().map(ProxyListener::clients).map(Network::of))
                .flatMap(SpecialNetworks::withNat64);
    }

    private String named() {
        return lines(
                "",
                Stream.concat(
                        Network.widest(archives.networks().stream()).map(network -> BY_ADDRESS + network),
                        archives.hosts().stream().map(host -> BY_NAME + host)));
    }

    /// Squid refuses rules about what is not defined.
    private String allowed(String rule) {
        return lines(
                rule,
                Stream.concat(
                        archives.networks().stream().limit(1).map(_ -> "archive-addresses"),
                        archives.hosts().stream().limit(1).map(_ -> "archive-hosts")));
    }

    /// Of two networks, one within the other, squid leaves out one: it may be the larger.
    private static String networks(String begin, Stream<Network> networks) {
        return lines(begin, Network.widest(networks));
    }

    private static String lines(String begin, Stream<?> ends) {
        return ends.map(end -> begin + end).collect(Collectors.joining("\n"));
    }
}
