package dev.muster.cluster.power;

import java.io.Serial;

/// A machine's power could not be reached, or did not do as it was told. The message is for an operator; secrets are
/// taken out of it where it leaves the cluster.
public final class PowerFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final boolean lasting;

    private PowerFailure(String message, boolean lasting) {
        super(message);
        this.lasting = lasting;
    }

    /// May go well when it is tried again.
    public static PowerFailure passing(String message) {
        return new PowerFailure(message, false);
    }

    /// Would fail the same way again: a refused password, a wrong parameter.
    public static PowerFailure lasting(String message) {
        return new PowerFailure(message, true);
    }

    public boolean isLasting() {
        return lasting;
    }

    /// The message; never null.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
