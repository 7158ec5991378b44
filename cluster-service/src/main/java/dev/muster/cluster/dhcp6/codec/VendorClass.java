package dev.muster.cluster.dhcp6.codec;

import dev.muster.cluster.wire.Octets;
import java.util.List;
import java.util.Optional;

/// Whose make a client is (RFC 8415 21.16).
///
/// @param enterprise IANA's number of who defines the texts; edk2 uses Intel's
public record VendorClass(long enterprise, List<String> texts) {
    public VendorClass {
        texts = List.copyOf(texts);
    }

    /// Empty if the value is none.
    public static Optional<VendorClass> of(Octets value) {
        return value.length() < 4
                ? Optional.empty()
                : ClassData.of(value.slice(4, value.length() - 4))
                        .map(texts -> new VendorClass(Integer.toUnsignedLong(value.int32At(0)), texts));
    }

    /// The option's value.
    public Octets toOctets() {
        return Octets.uint32(enterprise).followedBy(ClassData.toOctets(texts));
    }
}
