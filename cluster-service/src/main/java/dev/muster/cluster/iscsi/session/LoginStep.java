package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.TargetPdu.LoginResponse;

/// What a login PDU leads to.
public sealed interface LoginStep {
    /// Send it and wait for the next.
    record Answer(LoginResponse response) implements LoginStep {}

    /// Look the target up, then call [Login#found] or [Login#refuse].
    record FindTarget(String name) implements LoginStep {}

    /// Send it and close.
    record Refuse(LoginResponse response, LoginRefusal refusal) implements LoginStep {}

    /// Send it; the session has begun.
    record Complete(LoginResponse response, SessionParameters parameters, Counters counters) implements LoginStep {}

    /// Where the numbering of the session starts, and how many commands may be under way.
    record Counters(int statSn, int cmdSn, int window) {}
}
