package dev.muster.cluster.dhcp6.codec;

import dev.muster.cluster.dhcp6.codec.MalformedDhcp6Packet.Reason;
import dev.muster.cluster.wire.Octets;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Options in their order (RFC 8415 21.1); some may occur more than once, and hold options themselves.
///
/// @param all as they stand
public record Dhcp6Options(List<Option> all) {
    public static final Dhcp6Options NONE = new Dhcp6Options(List.of());

    private static final int HEADER = 4;

    /// A code and its value, which is not looked into.
    public record Option(int code, Octets value) {}

    public Dhcp6Options {
        all = List.copyOf(all);
    }

    static Dhcp6Options decode(ByteBuffer in) throws MalformedDhcp6Packet {
        var options = new ArrayList<Option>();
        while (in.hasRemaining()) {
            if (in.remaining() < HEADER) {
                throw new MalformedDhcp6Packet(Reason.TRUNCATED_OPTION);
            }
            int code = in.getShort() & 0xffff;
            int length = in.getShort() & 0xffff;
            if (length > in.remaining()) {
                throw new MalformedDhcp6Packet(Reason.TRUNCATED_OPTION);
            }
            options.add(new Option(code, Octets.take(in, length)));
        }
        return new Dhcp6Options(options);
    }

    /// The first of this code.
    public Optional<Octets> first(int code) {
        for (var option : all) {
            if (option.code == code) {
                return Optional.of(option.value);
            }
        }
        return Optional.empty();
    }

    public List<Octets> all(int code) {
        return all.stream()
                .filter(option -> option.code == code)
                .map(Option::value)
                .toList();
    }

    public boolean has(int code) {
        return first(code).isPresent();
    }

    public Dhcp6Options without(int code) {
        return new Dhcp6Options(
                all.stream().filter(option -> option.code != code).toList());
    }

    /// Octets that it takes in a packet.
    int length() {
        return all.stream().mapToInt(option -> HEADER + option.value.length()).sum();
    }

    void encode(ByteBuffer out) {
        for (var option : all) {
            out.putShort((short) option.code).putShort((short) option.value.length());
            option.value.putInto(out, 0, option.value.length());
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /// Options in the order in which they are added.
    public static final class Builder {
        private final List<Option> options = new ArrayList<>();

        private Builder() {}

        public Builder add(int code, Octets value) {
            options.add(new Option(code, value));
            return this;
        }

        public Builder addAll(Dhcp6Options more) {
            options.addAll(more.all);
            return this;
        }

        public Dhcp6Options build() {
            return new Dhcp6Options(options);
        }
    }
}
