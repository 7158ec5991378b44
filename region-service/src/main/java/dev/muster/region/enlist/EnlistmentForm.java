package dev.muster.region.enlist;

import dev.muster.model.node.MacAddress;
import dev.muster.region.api.Parameters;
import dev.muster.region.node.Architectures;
import dev.muster.region.node.Hostnames;
import dev.muster.region.node.MacRules;
import dev.muster.region.node.PowerTypes;
import dev.muster.region.node.SaidPower;
import dev.muster.region.node.SystemName;
import dev.muster.region.refusal.Refusal;
import dev.muster.region.refusal.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Reads the form that a machine posts to make itself known. All wrong fields are named in one answer.
final class EnlistmentForm {
    private final Parameters form;
    private final int maxMacs;
    private final MacRules rules;
    private final Map<String, List<String>> errors = new LinkedHashMap<>();

    private EnlistmentForm(Parameters form, int maxMacs, MacRules rules) {
        this.form = form;
        this.maxMacs = maxMacs;
        this.rules = rules;
    }

    static Machine read(Parameters form, int maxMacs, MacRules rules) {
        return new EnlistmentForm(form, maxMacs, rules).read();
    }

    private Machine read() {
        String powerType = PowerTypes.checked(form.text("power_type").orElse(""));
        String architecture = checked("architecture", this::architecture, "");
        List<MacAddress> macs = checked("mac_addresses", this::macs, List.of());
        Optional<String> hostname = checked("hostname", this::hostname, Optional.empty());
        String power = checked("power_parameters", () -> powerParameters(powerType), "");
        String osystem = checked(
                "osystem",
                () -> SystemName.orOpen("osystem", form.text("osystem").orElse("")),
                "");
        String series = checked(
                "distro_series",
                () -> SystemName.orOpen(
                        "distro_series", form.text("distro_series").orElse("")),
                "");
        Optional<UUID> cluster = checked("nodegroup", this::cluster, Optional.empty());
        boolean noIpv4 = checked("disable_ipv4", () -> flag("disable_ipv4"), false);
        if (!errors.isEmpty()) {
            throw RefusedException.fields(errors);
        }
        return new Machine(
                hostname,
                architecture,
                macs,
                powerType,
                power,
                osystem,
                series,
                noIpv4,
                form.text("zone").orElse(""),
                cluster);
    }

    private <T> T checked(String field, Supplier<T> value, T otherwise) {
        try {
            return value.get();
        } catch (WrongFieldException e) {
            errors.put(field, List.of(e.complaint));
            return otherwise;
        } catch (RefusedException e) {
            if (!(e.refusal() instanceof Refusal.InvalidFields(var wrong))) {
                throw e;
            }
            errors.putAll(wrong);
            return otherwise;
        }
    }

    private String architecture() {
        String architecture = form.text("architecture").orElseThrow(() -> wrong("This field is required."));
        Optional<String> subarchitecture = form.text("subarchitecture");
        if (subarchitecture.isPresent() && architecture.contains("/")) {
            throw wrong("A subarchitecture is given twice: in 'architecture' and in 'subarchitecture'.");
        }
        String whole = architecture + subarchitecture.map(sub -> "/" + sub).orElse("");
        return Architectures.whole(whole).orElseThrow(() -> wrong(Architectures.complaint(shortened(whole))));
    }

    private List<MacAddress> macs() {
        List<String> texts = form.all("mac_addresses");
        if (texts.size() > maxMacs) {
            throw wrong(texts.size() + " MAC addresses are too many: at most " + maxMacs + ".");
        }
        var macs = new LinkedHashSet<MacAddress>();
        String none = "One or more MAC addresses is needed.";
        for (String text : texts) {
            MacAddress mac =
                    MacAddress.parse(text).orElseThrow(() -> wrong("'" + shortened(text) + "' is not a MAC address."));
            Optional<String> complaint = rules.complaint(mac);
            if (complaint.isPresent() && mac.isGroup()) {
                throw wrong(complaint.get());
            }
            // interfaces without an address show zeros, and a shared adapter may be plugged in
            none = complaint.orElse(none);
            if (complaint.isEmpty()) {
                macs.add(mac);
            }
        }
        if (macs.isEmpty()) {
            throw wrong(none);
        }
        return new ArrayList<>(macs);
    }

    /// Empty where the machine has no name of its own: nothing, or what a DNS server makes up for an address.
    private Optional<String> hostname() {
        return form.text("hostname").filter(text -> !Hostnames.isAddress(text)).map(text -> Hostnames.normalised(text)
                .orElseThrow(() -> wrong(Hostnames.complaint(text))));
    }

    /// As it came; an enlistment that says nothing of its power is not held to a schema.
    private String powerParameters(String powerType) {
        String text = form.text("power_parameters").orElse("");
        if (!text.isEmpty()) {
            SaidPower.parameters(powerType, text);
        }
        return text;
    }

    private Optional<UUID> cluster() {
        Optional<String> text = form.text("nodegroup");
        if (text.isEmpty() && !form.has("autodetect_nodegroup")) {
            throw wrong("Either 'nodegroup' or 'autodetect_nodegroup' is needed.");
        }
        try {
            return text.map(UUID::fromString);
        } catch (IllegalArgumentException _) {
            throw wrong("'" + shortened(text.orElse("")) + "' is not the uuid of a cluster.");
        }
    }

    private boolean flag(String name) {
        return switch (form.text(name).orElse("").toLowerCase(Locale.ROOT)) {
            case "", "0", "false", "off", "no" -> false;
            case "1", "true", "on", "yes" -> true;
            default -> throw wrong("Neither true nor false.");
        };
    }

    private static String shortened(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    private static WrongFieldException wrong(String complaint) {
        return new WrongFieldException(complaint);
    }

    private static final class WrongFieldException extends RuntimeException {
        private final String complaint;

        WrongFieldException(String complaint) {
            super(complaint);
            this.complaint = complaint;
        }
    }
}
