package dev.muster.cluster.iscsi;

import dev.muster.cluster.iscsi.codec.MalformedPdu;
import dev.muster.cluster.iscsi.session.CloseReason;
import dev.muster.cluster.iscsi.session.LoginRefusal;
import java.net.InetSocketAddress;
import java.time.Duration;

/// Hears what happens at the target. Calls come from event loops and must not block.
public interface IscsiEvents {
    IscsiEvents NONE = new IscsiEvents() {};

    /// @param took from the connection to the answer that ended the login
    default void loggedIn(IscsiPeer peer, Duration took) {}

    /// The end of every session that was logged in.
    default void loggedOut(IscsiPeer peer, CloseReason reason, Traffic traffic) {}

    /// A connection ended before its login was complete.
    default void closedBeforeLogin(InetSocketAddress remote, CloseReason reason) {}

    default void loginRefused(InetSocketAddress remote, LoginRefusal reason) {}

    default void malformed(InetSocketAddress remote, MalformedPdu.Reason reason) {}
}
