package dev.muster.cluster.dhcp.codec;

import dev.muster.cluster.wire.Octets;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One vendor's part of option 125 (RFC 3925 4).
///
/// @param enterprise IANA's private enterprise number
public record VendorInformation(int enterprise, SubOptions options) {
    private static final int HEAD = 5;

    /// Empty if the lengths do not add up.
    public static Optional<List<VendorInformation>> of(Octets value) {
        var found = new ArrayList<VendorInformation>();
        int at = 0;
        while (at < value.length()) {
            if (at + HEAD > value.length() || at + HEAD + value.at(at + 4) > value.length()) {
                return Optional.empty();
            }
            int length = value.at(at + 4);
            var options = SubOptions.of(value.slice(at + HEAD, length));
            if (options.isEmpty()) {
                return Optional.empty();
            }
            found.add(new VendorInformation(value.int32At(at), options.get()));
            at += HEAD + length;
        }
        return Optional.of(found);
    }

    public static Octets encode(List<VendorInformation> vendors) {
        var out = new ByteArrayOutputStream();
        for (var vendor : vendors) {
            var data = vendor.options.encode();
            out.writeBytes(Octets.uint32(vendor.enterprise).toBytes());
            out.write(data.length());
            out.writeBytes(data.toBytes());
        }
        return Octets.of(out.toByteArray());
    }
}
