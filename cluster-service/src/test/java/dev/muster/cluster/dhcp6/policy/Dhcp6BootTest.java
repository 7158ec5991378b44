package dev.muster.cluster.dhcp6.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp6.codec.MessageType;
import dev.muster.cluster.dhcp6.codec.OptionCode;
import dev.muster.cluster.dhcp6.codec.VendorClass;
import dev.muster.cluster.dhcp6.policy.Decision.Silence;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.network.Ipv6Address;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a machine is told beside its address.
class Dhcp6BootTest extends Dhcp6PolicyFixture {
    @Test
    void settingsAreToldToWhoAsksForThem() {
        var wish = packet(MessageType.INFORMATION_REQUEST, duid(1))
                .add(OptionCode.OPTION_REQUEST, numbers(23, 24, 32, 59));
        var answer = ((Decision.Inform) on(built(MessageType.INFORMATION_REQUEST, wish))).answer();
        assertThat(answer.options().first(OptionCode.DNS_SERVERS))
                .contains(Octets.of(Ipv6Address.of("fd00:77::53").toBytes()));
        assertThat(answer.options().first(OptionCode.DOMAIN_LIST))
                .contains(Octets.of(HexFormat.of().parseHex("036c616200")));
        assertThat(answer.options().first(OptionCode.INFORMATION_REFRESH_TIME)).contains(Octets.uint32(600));
        assertThat(answer.bootFileUrl()).isEmpty();
        wish.add(OptionCode.IA_NA, ia(1));
        assertSilent(built(MessageType.INFORMATION_REQUEST, wish), "eth1", Silence.INCOMPLETE);
    }

    @ParameterizedTest
    @CsvSource({
        "6, tftp://[fd00:77::1]/bootia32.efi",
        "7, tftp://[fd00:77::1]/bootx64.efi",
        "9, tftp://[fd00:77::1]/bootx64.efi",
        "11, tftp://[fd00:77::1]/bootaa64.efi",
        "15, http://[fd00:77::1]:5248/images/ipxe-i386.efi",
        "16, http://[fd00:77::1]:5248/images/ipxe.efi",
        "19, http://[fd00:77::1]:5248/images/ipxe-arm64.efi",
        "0,",
        "77,"
    })
    void eachFirmwareIsToldItsLoader(int arch, @Nullable String url) {
        var wish = packet(MessageType.SOLICIT, duid(1))
                .add(OptionCode.IA_NA, ia(1))
                .add(OptionCode.CLIENT_ARCH, numbers(arch));
        var answer = ((Decision.Offer) on(built(MessageType.SOLICIT, wish))).answer();
        assertThat(answer.bootFileUrl()).isEqualTo(Optional.ofNullable(url));
        assertThat(answer.options().has(OptionCode.VENDOR_CLASS)).isFalse();
    }

    @Test
    void httpBootSeesItsClassAgainAndIpxeGetsItsScript() {
        var http = packet(MessageType.SOLICIT, duid(1))
                .add(OptionCode.CLIENT_ARCH, numbers(16))
                .add(
                        OptionCode.VENDOR_CLASS,
                        new VendorClass(343, List.of("HTTPClient:Arch:00016:UNDI:003016")).toOctets());
        var answer = ((Decision.Offer) on(built(MessageType.SOLICIT, http))).answer();
        assertThat(answer.vendorClasses()).containsExactly(new VendorClass(343, List.of("HTTPClient")));
        var ipxe = packet(MessageType.SOLICIT, duid(1))
                .add(OptionCode.CLIENT_ARCH, numbers(16))
                .add(OptionCode.USER_CLASS, Octets.of(HexFormat.of().parseHex("000469505845")));
        assertThat(((Decision.Offer) on(built(MessageType.SOLICIT, ipxe)))
                        .answer()
                        .bootFileUrl())
                .contains("http://[fd00:77::1]:5248/ipxe.cfg");
    }

    @Test
    void anOperatorsChoiceOfLoaderGoesFirst() {
        var urls = new BootUrls(5248, false, Map.of(7, "efi64/syslinux.efi", 16, "http://boot.example/x.efi"));
        var server = Ipv6Address.of("fd00:77::1");
        assertThat(urls.forClient(built(MessageType.SOLICIT, archs(7)), server))
                .contains("tftp://[fd00:77::1]/efi64/syslinux.efi");
        assertThat(urls.forClient(built(MessageType.SOLICIT, archs(99, 16)), server))
                .contains("http://boot.example/x.efi");
    }
}
