package dev.muster.cluster.dhcp.codec;

import dev.muster.cluster.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The options of a packet in their order, each code once, values raw: the getters of [DhcpPacket] interpret
/// them. A packet has about ten to twenty, so that a list is searched faster than a map.
public record DhcpOptions(List<Option> all) {
    public static final DhcpOptions NONE = new DhcpOptions(List.of());

    /// @param code 1 to 254
    public record Option(int code, Octets value) {
        public Option {
            if (code <= OptionCode.PAD || code >= OptionCode.END) {
                throw new IllegalArgumentException("no such option: " + code);
            }
        }
    }

    public DhcpOptions {
        all = List.copyOf(all);
    }

    public Optional<Octets> get(int code) {
        for (var option : all) {
            if (option.code == code) {
                return Optional.of(option.value);
            }
        }
        return Optional.empty();
    }

    public boolean has(int code) {
        return get(code).isPresent();
    }

    public static Builder builder() {
        return new Builder();
    }

    /// Collects options in order. The same code again continues the value (RFC 3396).
    public static final class Builder {
        private final List<Option> all = new ArrayList<>(16);

        private Builder() {}

        public Builder add(int code, Octets value) {
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).code == code) {
                    all.set(i, new Option(code, all.get(i).value.followedBy(value)));
                    return this;
                }
            }
            all.add(new Option(code, value));
            return this;
        }

        public Builder add(int code, Ipv4 address) {
            return add(code, address.octets());
        }

        public Builder add(int code, String text) {
            return add(code, Octets.ascii(text));
        }

        public boolean has(int code) {
            return get(code).isPresent();
        }

        void remove(int code) {
            all.removeIf(option -> option.code == code);
        }

        Optional<Octets> get(int code) {
            return all.stream()
                    .filter(option -> option.code == code)
                    .map(Option::value)
                    .findFirst();
        }

        public DhcpOptions build() {
            return new DhcpOptions(all);
        }
    }
}
