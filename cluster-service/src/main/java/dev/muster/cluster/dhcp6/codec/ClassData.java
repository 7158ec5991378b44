package dev.muster.cluster.dhcp6.codec;

import dev.muster.cluster.wire.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Texts that each have their length in two octets before them, as in the user class, the vendor class (RFC 8415
/// 21.15-16) and the boot file parameters (RFC 5970 3.2).
public final class ClassData {
    private ClassData() {}

    /// Empty if a length does not fit.
    public static Optional<List<String>> of(Octets value) {
        var texts = new ArrayList<String>();
        int at = 0;
        while (at < value.length()) {
            if (at + 2 > value.length() || at + 2 + value.uint16At(at) > value.length()) {
                return Optional.empty();
            }
            int length = value.uint16At(at);
            texts.add(value.slice(at + 2, length).text());
            at += 2 + length;
        }
        return Optional.of(texts);
    }

    public static Octets toOctets(List<String> texts) {
        var octets = Octets.EMPTY;
        for (var text : texts) {
            var value = Octets.ascii(text);
            octets = octets.followedBy(Octets.uint16(value.length())).followedBy(value);
        }
        return octets;
    }
}
