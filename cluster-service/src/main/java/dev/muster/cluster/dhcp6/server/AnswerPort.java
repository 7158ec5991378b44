package dev.muster.cluster.dhcp6.server;

import java.net.InetSocketAddress;

/// Where an answer leaves: the interface that its request came in on.
public interface AnswerPort {
    String interfaceName();

    /// From any thread; returns at once.
    void send(byte[] message, InetSocketAddress recipient);
}
