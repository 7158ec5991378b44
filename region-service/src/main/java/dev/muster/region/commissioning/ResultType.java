package dev.muster.region.commissioning;

/// What a result is of, with MAAS's numbers.
public enum ResultType {
    /// A script that ran from memory.
    COMMISSIONING(0),
    /// An installer, or the first boot of what it installed.
    INSTALLATION(1);

    private final int number;

    ResultType(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
