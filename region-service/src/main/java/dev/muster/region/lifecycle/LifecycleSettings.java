package dev.muster.region.lifecycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long the parts of a node's life may take. Each is counted by the database's clock, from the moment at which
/// the node goes into the state; what a machine says of its progress prolongs the erasing only.
@ConfigMapping(prefix = "muster.lifecycle")
public interface LifecycleSettings {
    /// From the order to switch on to the last result.
    @WithDefault("20m")
    Duration commissioning();

    /// From the order to switch on to the first boot of the installed system.
    @WithDefault("40m")
    Duration deployment();

    /// Until a released machine is off.
    @WithDefault("5m")
    Duration release();

    /// Until all disks are wiped, or the machine says how far it is.
    @WithDefault("120m")
    Duration erasing();

    /// How long a machine that wipes its disks has after each word of progress, if that is later.
    @WithDefault("30m")
    Duration erasingSilence();

    /// After which it has failed, whatever it says. Shorter than [#erasing] it has no effect.
    @WithDefault("48h")
    Duration erasingLongest();

    /// Whether the disks of every machine are wiped when it is released, unless the caller says otherwise.
    @WithDefault("false")
    boolean eraseOnRelease();

    /// How long the next boot step may be away before the timeline says so.
    @WithDefault("3m")
    Duration stall();

    /// How often nodes are looked at whose time is over.
    /// In whole seconds, at least one.
    @WithDefault("5s")
    Duration sweep();
}
