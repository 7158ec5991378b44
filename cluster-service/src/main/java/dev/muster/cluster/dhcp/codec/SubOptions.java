package dev.muster.cluster.dhcp.codec;

import dev.muster.cluster.wire.Octets;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Options inside an option: code, length, value (options 43, 82 and 175, and the vendors' parts of 125).
public record SubOptions(List<SubOption> all) {
    private static final int PAD = 0;
    private static final int END = 255;

    /// @param code 0 to 255
    /// @param value at most 255 octets
    public record SubOption(int code, Octets value) {
        public SubOption {
            if (code < 0 || code > 255 || value.length() > 255) {
                throw new IllegalArgumentException("no such sub-option: " + code + " of " + value.length());
            }
        }
    }

    public SubOptions {
        all = List.copyOf(all);
    }

    public static SubOptions of(SubOption... options) {
        return new SubOptions(List.of(options));
    }

    /// Without padding and end mark, as in option 82; empty if the lengths do not add up.
    public static Optional<SubOptions> of(Octets value) {
        return read(value, false);
    }

    /// With padding and end mark, as in option 43; empty if the lengths do not add up.
    public static Optional<SubOptions> padded(Octets value) {
        return read(value, true);
    }

    public Optional<Octets> get(int code) {
        return all.stream()
                .filter(option -> option.code == code)
                .map(SubOption::value)
                .findFirst();
    }

    public Octets encode() {
        return encode(false);
    }

    /// With the end mark of option 43.
    public Octets encodeEnded() {
        return encode(true);
    }

    private Octets encode(boolean ended) {
        var out = new ByteArrayOutputStream();
        for (var option : all) {
            out.write(option.code);
            out.write(option.value.length());
            out.writeBytes(option.value.toBytes());
        }
        if (ended) {
            out.write(END);
        }
        return Octets.of(out.toByteArray());
    }

    private static Optional<SubOptions> read(Octets value, boolean padded) {
        var found = new ArrayList<SubOption>();
        int at = 0;
        while (at < value.length()) {
            int code = value.at(at++);
            if (padded && code == PAD) {
                continue;
            }
            if (padded && code == END) {
                break;
            }
            if (at == value.length() || at + 1 + value.at(at) > value.length()) {
                return Optional.empty();
            }
            found.add(new SubOption(code, value.slice(at + 1, value.at(at))));
            at += 1 + value.at(at);
        }
        return Optional.of(new SubOptions(found));
    }
}
