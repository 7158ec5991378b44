package dev.muster.cluster.dhcp6;

import dev.muster.cluster.dhcp6.lease.Binding;
import dev.muster.cluster.net.InterfaceKeeper;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What an operator would want to know of the DHCPv6 server. Called on event loops and on the journal's thread: an
/// implementation hands over and returns. A MAC is null where nothing tells it.
public interface Dhcp6Events extends InterfaceKeeper.Listener {
    Dhcp6Events NONE = new Dhcp6Events() {};

    default void offered(@Nullable MacAddress mac, Ipv6Address address, String interfaceName) {}

    /// A machine that boots was told no boot file, since there is no loader for it. Said at each offer.
    ///
    /// @param firmware what it is, `RISC-V 64-bit UEFI (27)`
    default void noLoader(@Nullable MacAddress mac, String firmware, String interfaceName) {}

    /// A machine has an address; the lease is on disk and the answer is sent.
    ///
    /// @param took from the request to its answer
    /// @param arch option 61, absent for clients other than firmware
    /// @param renewal whether the machine had been using the address; false while it boots
    default void leased(Binding lease, String interfaceName, Duration took, OptionalInt arch, boolean renewal) {}

    /// Given back by the machine; the lease ends with it.
    default void released(Binding ended) {}

    /// A machine was told settings alone, or whether its address is of this network.
    default void informed(String interfaceName) {}

    /// A machine was told that the subnet's range is used up.
    ///
    /// @param subnet `fd00:1::/64`
    default void poolExhausted(@Nullable MacAddress mac, String subnet) {}

    /// A stranger uses an address of the range; it is not given for a while.
    ///
    /// @param subnet `fd00:1::/64`
    default void conflict(Ipv6Address address, String subnet) {}

    @Override
    default void interfaceMissing(String interfaceName, String why) {}

    @Override
    default void interfaceServed(String interfaceName) {}

    /// A packet came to nothing.
    ///
    /// @param reason one of a small fixed set of words, fit for a metric's label
    default void dropped(String reason) {}
}
