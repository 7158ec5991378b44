package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.ClientFqdn;
import dev.muster.cluster.dhcp.codec.DhcpOptions;
import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.wire.Octets;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Collects the options of one answer. What an operator set goes before what the server would say itself; a client
/// that sends a list gets only what is on it.
final class AnswerOptions {
    /// Firmware and loaders need them and often do not ask.
    private static final Set<Integer> UNASKED = Set.of(
            OptionCode.VENDOR_SPECIFIC,
            OptionCode.VENDOR_CLASS,
            OptionCode.TFTP_SERVER_NAME,
            OptionCode.BOOT_FILE_NAME,
            OptionCode.ETHERBOOT,
            OptionCode.PXELINUX_MAGIC,
            OptionCode.CONFIG_FILE,
            OptionCode.PATH_PREFIX,
            OptionCode.REBOOT_TIME);

    private final DhcpPacket request;
    private final OptionSet configured;
    private final DhcpOptions.Builder options = DhcpOptions.builder();

    AnswerOptions(DhcpPacket request, OptionSet configured) {
        this.request = request;
        this.configured = configured;
    }

    /// Without a type to a BOOTP client, which knows no such options.
    static AnswerOptions start(Client client, OptionSet configured, Optional<MessageType> type) {
        var started = new AnswerOptions(client.packet(), configured);
        type.ifPresent(code -> {
            started.options.add(OptionCode.MESSAGE_TYPE, Octets.uint8(code.code()));
            started.options.add(OptionCode.SERVER_ID, client.serverId());
        });
        return started;
    }

    Optional<Octets> configured(int code) {
        return configured.get(code);
    }

    /// Whether asked for or not.
    AnswerOptions always(int code, Octets computed) {
        return exactly(code, configured.get(code).orElse(computed));
    }

    /// As [#always], with one NUL behind the text: there are ROMs that read it as a C string, and take what follows
    /// for more of it.
    AnswerOptions text(int code, String computed) {
        var text = configured.get(code).orElse(Octets.ascii(computed)).text();
        return exactly(code, Octets.ascii(text + '\0'));
    }

    AnswerOptions ifWanted(int code, Octets computed) {
        return wants(code) ? always(code, computed) : this;
    }

    AnswerOptions addresses(int code, List<Ipv4> computed) {
        if (computed.isEmpty()) {
            return this;
        }
        var octets = new ByteArrayOutputStream();
        computed.forEach(address -> octets.writeBytes(address.octets().toBytes()));
        return ifWanted(code, Octets.of(octets.toByteArray()));
    }

    /// What goes as it is, whatever an operator set.
    AnswerOptions exactly(int code, Octets value) {
        if (!options.has(code)) {
            options.add(code, value);
        }
        return this;
    }

    /// Ends with what an operator set beyond the above, and with what the client and its relay get back.
    DhcpOptions build() {
        configured.values().forEach((code, value) -> {
            if (!options.has(code) && (UNASKED.contains(code) || wants(code))) {
                options.add(code, value);
            }
        });
        echo();
        return options.build();
    }

    /// The machine's UUID (PXE 2.1, table 2-4), the selected subnet (RFC 3011), the client's identifier (RFC 6842)
    /// and, last, what the relay put in (RFC 3046 2.2). All of that, also what is not understood: by its
    /// VSS-Control (152) the relay sees that the address is of no virtual network (RFC 6607).
    private void echo() {
        copy(OptionCode.CLIENT_MACHINE_ID);
        request.fqdn().map(ClientFqdn::declined).ifPresent(value -> options.add(OptionCode.CLIENT_FQDN, value));
        copy(OptionCode.SUBNET_SELECTION);
        copy(OptionCode.CLIENT_ID);
        copy(OptionCode.RELAY_AGENT_INFO);
    }

    /// Of a refusal: only the echoes.
    DhcpOptions buildBare() {
        copy(OptionCode.CLIENT_ID);
        copy(OptionCode.RELAY_AGENT_INFO);
        return options.build();
    }

    private void copy(int code) {
        request.options().get(code).ifPresent(value -> options.add(code, value));
    }

    /// A client that sends no list gets everything.
    boolean wants(int code) {
        var list = request.requestedOptions();
        if (list.isEmpty()) {
            return true;
        }
        for (int i = 0; i < list.get().length(); i++) {
            if (list.get().at(i) == code) {
                return true;
            }
        }
        return false;
    }
}
