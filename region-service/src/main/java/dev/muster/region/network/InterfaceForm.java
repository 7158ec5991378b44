package dev.muster.region.network;

import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.DhcpService;
import dev.muster.region.api.Numbers;
import dev.muster.region.api.Parameters;
import dev.muster.region.refusal.RefusedException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads a cluster interface out of a request, in the fields of API 1.0 and Muster's own (cidr, dns, ntp, domain,
/// lease_seconds, and those of [DhcpServiceForm]).
public final class InterfaceForm {
    private static final int DEFAULT_LEASE_SECONDS = 600;

    private final Parameters form;
    private final Optional<Subnet> known;

    private InterfaceForm(Parameters form, Optional<Subnet> known) {
        this.form = form;
        this.known = known;
    }

    /// An interface that is to be made.
    public static Subnet read(Parameters form) {
        return new InterfaceForm(form, Optional.empty()).read();
    }

    /// An interface that is to be changed: what the form does not name stays.
    public static Subnet read(Parameters form, Subnet known) {
        return new InterfaceForm(form, Optional.of(known)).read();
    }

    private Subnet read() {
        String interfaceName = text("interface", known.map(Subnet::interfaceName));
        String server = text("ip", known.map(Subnet::server));
        return new Subnet(
                form.text("name").or(() -> known.map(Subnet::name)).orElse(interfaceName),
                interfaceName,
                cidr(server),
                server,
                management(),
                form.first("ip_range_low")
                        .or(() -> known.map(Subnet::rangeLow))
                        .orElse("")
                        .strip(),
                form.first("ip_range_high")
                        .or(() -> known.map(Subnet::rangeHigh))
                        .orElse("")
                        .strip(),
                words("router_ip", known.map(Subnet::routers)),
                words("dns", known.map(Subnet::dns)),
                words("ntp", known.map(Subnet::ntp)),
                form.first("domain")
                        .or(() -> known.map(Subnet::domain))
                        .orElse("")
                        .strip(),
                leaseSeconds(),
                DhcpServiceForm.read(form, known.map(Subnet::service).orElse(DhcpService.DEFAULT)));
    }

    private String text(String field, Optional<String> known) {
        return form.text(field)
                .or(() -> known)
                .orElseThrow(() -> RefusedException.field(field, "This field is required."));
    }

    /// A subnet behind a relay is named by `cidr`, since the cluster's address is not in it.
    private String cidr(String server) {
        Optional<String> given = form.text("cidr");
        if (given.isPresent()) {
            return Ipv4Network.parse(given.get())
                    .map(Ipv4Network::toString)
                    .orElseThrow(() -> RefusedException.field("cidr", "'" + given.get() + "' is not an IPv4 network."));
        }
        if (known.isPresent()
                && !form.has("subnet_mask")
                && known.get().service().mode() == DhcpMode.RELAY) {
            return known.get().cidr();
        }
        Optional<String> mask = form.text("subnet_mask")
                .or(() ->
                        known.flatMap(subnet -> Ipv4Network.parse(subnet.cidr()).map(Ipv4Network::maskText)));
        return Ipv4Network.of(server, mask.orElse(""))
                .map(Ipv4Network::toString)
                .orElseThrow(() -> RefusedException.field(
                        "subnet_mask",
                        "'" + mask.orElse("") + "' is not the mask of a network around " + server + "."));
    }

    private Management management() {
        Optional<String> text = form.text("management");
        return text.isEmpty()
                ? known.map(Subnet::management).orElse(Management.DHCP)
                : Arrays.stream(Management.values())
                        .filter(value -> text.get().equals(Integer.toString(value.number())))
                        .findFirst()
                        .orElseThrow(() -> RefusedException.field(
                                "management", "0 (unmanaged), 1 (DHCP) or 2 (DHCP and DNS) is expected."));
    }

    private List<String> words(String field, Optional<List<String>> known) {
        return form.has(field)
                ? form.all(field).stream()
                        .flatMap(text -> Arrays.stream(text.split("[,\\s]+")))
                        .filter(word -> !word.isEmpty())
                        .toList()
                : known.orElse(List.of());
    }

    private int leaseSeconds() {
        return form.text("lease_seconds")
                .map(text -> (int) Numbers.whole("lease_seconds", text, 1, Integer.MAX_VALUE))
                .or(() -> known.map(Subnet::leaseSeconds))
                .orElse(DEFAULT_LEASE_SECONDS);
    }
}
