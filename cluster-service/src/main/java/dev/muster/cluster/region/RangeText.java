package dev.muster.cluster.region;

import java.util.function.UnaryOperator;

/// Addresses that a machine may get, as an operator writes them: `LOW-HIGH`, both inclusive.
public record RangeText(String low, String high) {

    /// @param address checks either address, and gives its text
    /// @throws IllegalArgumentException saying what is wrong with the text
    static RangeText of(String text, UnaryOperator<String> address) {
        String[] ends = text.split("-", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException("'" + text + "' is not a range: LOW-HIGH is expected");
        }
        return new RangeText(address.apply(ends[0]), address.apply(ends[1]));
    }
}
