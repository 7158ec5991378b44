package dev.muster.cluster.dhcp6.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.address.AddressHold.Kind;
import dev.muster.cluster.dhcp6.Subnets;
import dev.muster.cluster.dhcp6.codec.Association;
import dev.muster.cluster.dhcp6.codec.Dhcp6Options;
import dev.muster.cluster.dhcp6.codec.Dhcp6Packet;
import dev.muster.cluster.dhcp6.codec.MessageType;
import dev.muster.cluster.dhcp6.codec.OptionCode;
import dev.muster.cluster.dhcp6.codec.RelayHop;
import dev.muster.cluster.dhcp6.codec.Status;
import dev.muster.cluster.dhcp6.lease.Binding;
import dev.muster.cluster.dhcp6.policy.Decision.Silence;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.cluster.Dhcp6Service;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is answered to each message after the first, and what to none.
class Dhcp6ExchangesTest extends Dhcp6PolicyFixture {
    @Test
    void whatTheRelayAgentSawGoesBeforeWhatTheClientSays() {
        var seen = Dhcp6Options.builder()
                .add(OptionCode.CLIENT_LINK_LAYER, Octets.of(HexFormat.of().parseHex("0001027700000009")))
                .add(OptionCode.INTERFACE_ID, Octets.ascii("port7"))
                .build();
        var inner = new RelayHop(0, Ipv6Address.of("fd00:77::99"), PEER, seen);
        var outer = new RelayHop(1, Ipv6Address.UNSPECIFIED, Ipv6Address.of("fd00:5::1"), Dhcp6Options.NONE);
        var request = solicit(duid(1), 7);
        var relayed = new Dhcp6Packet(List.of(outer, inner), request.type(), 1, request.options());
        var offer = (Decision.Offer) policy.on(relayed, PEER, "eth9", now);
        assertThat(offer.mac()).isEqualTo(MacAddress.of("02:77:00:00:00:09"));
        assertThat(offer.answer().relays()).extracting(RelayHop::hopCount).containsExactly(1, 0);
        assertThat(offer.answer().relays().getLast().options().all())
                .containsExactly(new Dhcp6Options.Option(OptionCode.INTERFACE_ID, Octets.ascii("port7")));
        assertThat(ReplyPort.of(relayed, 1234)).isEqualTo(547);
        assertThat(ReplyPort.of(request, 1234)).isEqualTo(546);
        assertSilent(new Dhcp6Packet(List.of(outer), request.type(), 1, request.options()), "eth9", Silence.NOT_SERVED);
    }

    @Test
    void addressesOfAnotherNetworkAreNotOnLink() {
        assertThat(status(commit(request(duid(1), 7, "fd00:88::5")).answer())).isEqualTo(Status.NOT_ON_LINK);
        var confirm = (Decision.Inform) on(unbound(MessageType.CONFIRM, duid(1), 7, "fd00:88::5"));
        assertThat(confirm.answer().status().orElseThrow().code()).isEqualTo(Status.NOT_ON_LINK);
        var here = (Decision.Inform) on(unbound(MessageType.CONFIRM, duid(1), 7, LOW));
        assertThat(here.answer().status().orElseThrow().code()).isEqualTo(Status.SUCCESS);
        assertSilent(unbound(MessageType.CONFIRM, duid(1), 7, null), "eth1", Silence.INCOMPLETE);
    }

    @Test
    void renewAndRebindGoOnWithAnAddressThatIsTheirs() {
        take(duid(1), 7);
        now = T0.plusSeconds(300);
        var renewed = commit(bound(MessageType.RENEW, duid(1), 7, LOW));
        assertThat(renewed.renewal()).isTrue();
        assertThat(renewed.changed().getFirst().until()).isEqualTo(now.plusSeconds(600));
        // one that nobody knows but that is free goes on, one of somebody else ends, none at all is not known
        assertThat(addressOf(unbound(MessageType.REBIND, duid(2), 1, "fd00:77::1002")))
                .isEqualTo("fd00:77::1002");
        var ended = commit(unbound(MessageType.REBIND, duid(3), 1, LOW))
                .answer()
                .associations()
                .getFirst();
        assertThat(ended.addresses()).containsExactly(new Association.Address(Ipv6Address.of(LOW), 0, 0));
        assertThat(status(commit(bound(MessageType.RENEW, duid(3), 1, null)).answer()))
                .isEqualTo(Status.NO_BINDING);
    }

    @Test
    void releasedAddressesAreFreeAndDeclinedOnesAreNot() {
        take(duid(1), 7);
        var released = commit(bound(MessageType.RELEASE, duid(1), 7, LOW));
        assertThat(released.changed()).singleElement().matches(binding -> binding.isOver(now));
        assertThat(released.answer().status().orElseThrow().code()).isEqualTo(Status.SUCCESS);
        assertThat(status(commit(bound(MessageType.RELEASE, duid(1), 7, LOW)).answer()))
                .isEqualTo(Status.NO_BINDING);

        take(duid(1), 7);
        var declined = commit(bound(MessageType.DECLINE, duid(1), 7, LOW));
        assertThat(declined.changed())
                .singleElement()
                .returns(Kind.QUARANTINED, Binding::kind)
                .returns(now.plus(Duration.ofMinutes(10)), Binding::until);
        assertThat(addressOf(request(duid(1), 7, LOW))).isEqualTo("fd00:77::1001");
        assertThat(commit(bound(MessageType.DECLINE, duid(2), 7, "fd00:77::1001"))
                        .changed())
                .isEmpty();
    }

    @Test
    void messagesWithWrongIdentifiersAreDropped() {
        for (var type : List.of(MessageType.SOLICIT, MessageType.CONFIRM, MessageType.REBIND)) {
            assertSilent(bound(type, duid(1), 7, LOW), "eth1", Silence.WRONG_IDENTIFIERS);
        }
        for (var type : List.of(MessageType.REQUEST, MessageType.RENEW, MessageType.RELEASE, MessageType.DECLINE)) {
            assertSilent(unbound(type, duid(1), 7, LOW), "eth1", Silence.WRONG_IDENTIFIERS);
        }
        var nameless = Dhcp6Options.builder().add(OptionCode.IA_NA, ia(1));
        assertSilent(built(MessageType.SOLICIT, nameless), "eth1", Silence.WRONG_IDENTIFIERS);
        var others = packet(MessageType.REQUEST, duid(1)).add(OptionCode.SERVER_ID, OTHER_SERVER);
        assertSilent(built(MessageType.REQUEST, others), "eth1", Silence.OTHER_SERVER);
        assertSilent(built(MessageType.REPLY, others), "eth1", Silence.FROM_A_SERVER);
        assertSilent(solicit(duid(1), 1), "eth2", Silence.NOT_SERVED);
    }

    @Test
    void wrongSubnetsAreNamed() {
        var outside = Dhcp6Service.of(Subnets.PREFIX, "fd00:88::1", LOW, LOW, List.of());
        assertThatThrownBy(() -> subnet(outside)).hasMessageContaining("server fd00:88::1 is not inside");
        var wrong = Dhcp6Service.of(Subnets.PREFIX, Subnets.SERVER, LOW, "fd00:88::1", List.of());
        assertThatThrownBy(() -> subnet(wrong)).hasMessageContaining("range").hasMessageContaining("not inside");
        assertThatThrownBy(() -> subnet(service("fd00:77::1:1000", Map.of(), false)))
                .isInstanceOf(InvalidDhcp6Config.class)
                .hasMessageContaining("range_low to range_high has more than 65536 addresses");
        var good = Dhcp6Service.of(Subnets.PREFIX, Subnets.SERVER, "", "", List.of());
        assertThatThrownBy(() -> policy.serve(List.of(subnet(good), subnet(good))))
                .isInstanceOf(InvalidDhcp6Config.class)
                .hasMessageContaining("overlap");
    }
}
