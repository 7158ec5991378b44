package dev.muster.cluster.dhcp;

import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.net.InterfaceKeeper;
import dev.muster.model.node.MacAddress;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.OptionalInt;

/// What an operator would want to know of the DHCP server. Called on event loops and on the journal's thread:
/// an implementation hands over and returns.
public interface DhcpEvents extends InterfaceKeeper.Listener {
    DhcpEvents NONE = new DhcpEvents() {};

    default void offered(MacAddress mac, Inet4Address address, String interfaceName) {}

    /// A machine that boots was told no boot file, since there is no loader for it. Said at each offer.
    ///
    /// @param client what it is, `RISC-V 64-bit UEFI (27)`
    default void noLoader(MacAddress mac, String client, String interfaceName) {}

    /// A machine has an address; the lease is on disk and the ACK is sent.
    ///
    /// @param took from the REQUEST to its ACK
    /// @param arch option 93, absent for clients other than firmware
    /// @param renewal whether the machine had been using the address; false while it boots
    default void leased(Lease lease, String interfaceName, Duration took, OptionalInt arch, boolean renewal) {}

    /// A machine with an address from somebody else's server was told its boot file.
    default void proxied(MacAddress mac, String interfaceName) {}

    /// Given back by the machine; the lease ends with it.
    default void released(Lease ended) {}

    /// A machine was told that it cannot have an address and must ask anew.
    default void refused(MacAddress mac, Inet4Address address, String interfaceName) {}

    /// A machine got nothing because the subnet's range is used up.
    ///
    /// @param subnet `10.0.0.0/24`
    default void poolExhausted(MacAddress mac, String subnet) {}

    /// A stranger uses an address of the range; it is not given for a while.
    ///
    /// @param subnet `10.0.0.0/24`
    default void conflict(Inet4Address address, String subnet) {}

    /// An interface cannot be served, and is looked for again and again.
    @Override
    default void interfaceMissing(String interfaceName, String why) {}

    /// An interface is served from now on.
    @Override
    default void interfaceServed(String interfaceName) {}

    /// A packet came to nothing.
    ///
    /// @param reason one of a small fixed set of words, fit for a metric's label
    default void dropped(String reason) {}
}
