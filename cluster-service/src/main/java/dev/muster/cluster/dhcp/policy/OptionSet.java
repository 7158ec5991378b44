package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.wire.Octets;
import dev.muster.model.cluster.DhcpOptionText;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Options that an operator set, by code.
record OptionSet(SortedMap<Integer, Octets> values) {
    static final OptionSet NONE = new OptionSet(new TreeMap<>());

    /// @throws IllegalArgumentException naming the option that makes no sense
    static OptionSet of(Map<String, String> texts) {
        if (texts.isEmpty()) {
            return NONE;
        }
        var values = new TreeMap<Integer, Octets>();
        texts.forEach((key, text) -> values.put(DhcpOptionText.code(key), Octets.of(DhcpOptionText.octets(key, text))));
        return new OptionSet(values);
    }

    Optional<Octets> get(int code) {
        return Optional.ofNullable(values.get(code));
    }

    /// These, and of the others those that are not among them.
    OptionSet over(OptionSet others) {
        if (values.isEmpty() || others.values.isEmpty()) {
            return values.isEmpty() ? others : this;
        }
        var both = new TreeMap<>(others.values);
        both.putAll(values);
        return new OptionSet(both);
    }

    OptionSet with(int code, Octets value) {
        var more = new TreeMap<>(values);
        more.putIfAbsent(code, value);
        return new OptionSet(more);
    }
}
