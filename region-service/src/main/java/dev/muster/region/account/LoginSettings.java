package dev.muster.region.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/// How often passwords are tried.
@ConfigMapping(prefix = "muster.login")
public interface LoginSettings {
    /// Wrong passwords in a minute of one user from one address.
    @WithDefault("10")
    @Min(1)
    @Max(60_000)
    int wrongPerUser();

    /// Wrong passwords in a minute from one address, whosever they are.
    @WithDefault("60")
    @Min(1)
    @Max(60_000)
    int wrongPerAddress();
}
