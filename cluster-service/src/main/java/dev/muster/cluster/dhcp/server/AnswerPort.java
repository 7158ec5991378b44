package dev.muster.cluster.dhcp.server;

/// Where an answer leaves: the interface that its request came in on.
public interface AnswerPort {
    String interfaceName();

    /// From any thread; returns at once.
    void send(Message answer);
}
