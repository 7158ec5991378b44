package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.policy.Decision.Silence;

/// What a proxyDHCP server answers (PXE 2.1, 2.2): boot files only, beside the DHCP server that gives addresses.
final class ProxyService {
    private final Answers answers;

    ProxyService(Answers answers) {
        this.answers = answers;
    }

    /// On port 67. A REQUEST there is for the other server.
    Decision on(MessageType type, Client client) {
        if (!boots(client.packet())) {
            return new Decision.Silent(Silence.NOT_A_BOOT_CLIENT);
        }
        return switch (type) {
            case DISCOVER -> answer(MessageType.OFFER, client);
            case INFORM -> answer(MessageType.ACK, client);
            case REQUEST, DECLINE, RELEASE -> new Decision.Silent(Silence.OTHER_SERVER);
            case OFFER, ACK, NAK -> new Decision.Silent(Silence.FROM_A_SERVER);
        };
    }

    /// On port 4011, where a client that has its address asks once more. The answer goes to where the question came
    /// from.
    Decision onBootService(MessageType type, Client client, ReplyTarget.Sender sender) {
        if (!boots(client.packet())) {
            return new Decision.Silent(Silence.NOT_A_BOOT_CLIENT);
        }
        return switch (type) {
            case REQUEST, INFORM ->
                proxied(client, answers.proxied(MessageType.ACK, client).to(sender));
            case DISCOVER, DECLINE, RELEASE -> new Decision.Silent(Silence.NOT_A_REQUEST);
            case OFFER, ACK, NAK -> new Decision.Silent(Silence.FROM_A_SERVER);
        };
    }

    private Decision answer(MessageType type, Client client) {
        return proxied(client, answers.proxied(type, client));
    }

    private static Decision proxied(Client client, Answer answer) {
        return answer.unbootable().isEmpty()
                ? new Decision.Proxied(answer, client.mac())
                : new Decision.NoLoader(client.mac(), answer.unbootable());
    }

    private static boolean boots(DhcpPacket request) {
        return BootClients.isPxe(request) || BootClients.isHttp(request);
    }
}
