package dev.muster.cluster.dhcp6.codec;

import dev.muster.cluster.wire.Octets;
import dev.muster.model.network.Ipv6Address;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The addresses of one interface of a client (IA_NA, RFC 8415 21.4).
///
/// @param iaid by which the client tells its interfaces apart
/// @param t1 seconds after which the client renews, 0 for when it likes
/// @param t2 seconds after which it asks any server
/// @param status why there is no address; null for nothing to say
public record Association(
        int iaid,
        long t1,
        long t2,
        List<Address> addresses,
        @Nullable Status status) {
    private static final int HEADER = 12;

    public Association {
        addresses = List.copyOf(addresses);
    }

    /// An address in it (RFC 8415 21.6); lifetimes in seconds, 0 for "not any more".
    public record Address(Ipv6Address address, long preferred, long valid) {
        private static final int HEADER = 24;

        static Optional<Address> of(Octets value) {
            return value.length() < HEADER
                    ? Optional.empty()
                    : Optional.of(new Address(
                            new Ipv6Address(value.int64At(0), value.int64At(8)),
                            Integer.toUnsignedLong(value.int32At(16)),
                            Integer.toUnsignedLong(value.int32At(20))));
        }

        Octets toOctets() {
            return Octets.of(ByteBuffer.allocate(HEADER)
                    .put(address.toBytes())
                    .putInt((int) preferred)
                    .putInt((int) valid)
                    .array());
        }
    }

    public static Association refused(int iaid, Status status) {
        return new Association(iaid, 0, 0, List.of(), status);
    }

    /// Empty if the value is no association.
    public static Optional<Association> of(Octets value) {
        if (value.length() < HEADER) {
            return Optional.empty();
        }
        try {
            var inner = Dhcp6Options.decode(
                    ByteBuffer.wrap(value.toBytes()).position(HEADER).slice());
            var addresses = new ArrayList<Address>();
            for (var option : inner.all(OptionCode.IA_ADDRESS)) {
                var address = Address.of(option);
                if (address.isEmpty()) {
                    return Optional.empty();
                }
                addresses.add(address.get());
            }
            return Optional.of(new Association(
                    value.int32At(0),
                    Integer.toUnsignedLong(value.int32At(4)),
                    Integer.toUnsignedLong(value.int32At(8)),
                    addresses,
                    inner.first(OptionCode.STATUS_CODE).flatMap(Status::of).orElse(null)));
        } catch (MalformedDhcp6Packet e) {
            return Optional.empty();
        }
    }

    /// The option's value.
    public Octets toOctets() {
        var inner = Dhcp6Options.builder();
        addresses.forEach(address -> inner.add(OptionCode.IA_ADDRESS, address.toOctets()));
        if (status != null) {
            inner.add(OptionCode.STATUS_CODE, status.toOctets());
        }
        var options = inner.build();
        var out = ByteBuffer.allocate(HEADER + options.length());
        out.putInt(iaid).putInt((int) t1).putInt((int) t2);
        options.encode(out);
        return Octets.of(out.array());
    }
}
