package dev.muster.cluster.dhcp;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.MalformedDhcpPacket;
import dev.muster.cluster.dhcp.policy.ReplyTarget;
import dev.muster.cluster.dhcp.server.AnswerPort;
import dev.muster.cluster.dhcp.server.Message;

/// Takes answers as a client does, from their octets.
interface DecodedAnswers extends AnswerPort {
    void answered(DhcpPacket packet, ReplyTarget target);

    @Override
    default String interfaceName() {
        return "eth1";
    }

    @Override
    default void send(Message answer) {
        try {
            answered(DhcpPacket.decode(answer.octets()), answer.target());
        } catch (MalformedDhcpPacket e) {
            throw new AssertionError(e);
        }
    }
}
