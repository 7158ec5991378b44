package dev.muster.cluster.dhcp6.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp6.Subnets;
import dev.muster.cluster.dhcp6.codec.Dhcp6Packet;
import dev.muster.cluster.dhcp6.codec.MessageType;
import dev.muster.cluster.dhcp6.codec.Status;
import dev.muster.model.cluster.Dhcp6Service;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A client that was carried over from another subnet gets an address of the one where it is heard, and keeps none of
/// the other, though its lease there still runs.
class Dhcp6InterfacesTest extends Dhcp6PolicyFixture {
    private static final String ELSEWHERE = "fd00:78::1000";

    @BeforeEach
    void serveTwoInterfaces() throws Exception {
        var other = Dhcp6Service.of("fd00:78::/64", "fd00:78::1", ELSEWHERE, "fd00:78::1003", List.of());
        policy.serve(List.of(
                subnet(service("fd00:77::1003", Map.of(), true)), Subnet.of(Subnets.config("eth2", other), other)));
        take(duid(1), 1);
    }

    @Test
    void solicitThatNamesItsOldAddressIsOfferedOneOfTheNewSubnet() {
        var offer = (Decision.Offer) onEth2(unbound(MessageType.SOLICIT, duid(1), 1, LOW));
        assertThat(offer.addresses()).hasToString("[" + ELSEWHERE + "]");
    }

    @Test
    void oldAddressIsNoneInTheNewSubnet() {
        for (var renewal :
                List.of(bound(MessageType.RENEW, duid(1), 1, LOW), unbound(MessageType.REBIND, duid(1), 1, LOW))) {
            var addresses = ((Decision.Commit) onEth2(renewal))
                    .answer()
                    .associations()
                    .getFirst()
                    .addresses();
            assertThat(addresses).singleElement().satisfies(address -> {
                assertThat(address.address()).hasToString(LOW);
                assertThat(address.valid()).isZero();
            });
        }
        var refused = (Decision.Commit) onEth2(request(duid(1), 1, LOW));
        assertThat(status(refused.answer())).isEqualTo(Status.NOT_ON_LINK);
        assertThat(refused.changed()).isEmpty();
    }

    private Decision onEth2(Dhcp6Packet packet) {
        return policy.on(packet, PEER, "eth2", now);
    }
}
