package dev.muster.region.network;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.muster.model.cluster.Dhcp6Service;
import dev.muster.model.cluster.DhcpHost;
import dev.muster.model.cluster.DhcpIdentity;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.DhcpRange;
import dev.muster.model.cluster.DhcpService;
import dev.muster.region.api.Json;
import dev.muster.region.api.MalformedBodyException;
import dev.muster.region.api.Numbers;
import dev.muster.region.api.Parameters;
import dev.muster.region.refusal.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads how DHCP is done in a subnet out of a request: `dhcp_mode`, `dhcp_identity`, `dhcp_bootp`,
/// `firmware_lease_seconds`, and as JSON `dhcp_ranges`, `dhcp_hosts`, `dhcp_options` and `dhcp6` (empty for no service
/// over IPv6). What the form does not name stays.
final class DhcpServiceForm {
    private static final TypeReference<List<DhcpRange>> RANGES = new TypeReference<>() {};
    private static final TypeReference<List<DhcpHost>> HOSTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> OPTIONS = new TypeReference<>() {};

    private static final TypeReference<Dhcp6Service> V6 = new TypeReference<>() {};

    private final Parameters form;

    private DhcpServiceForm(Parameters form) {
        this.form = form;
    }

    static DhcpService read(Parameters form, DhcpService known) {
        return new DhcpServiceForm(form).read(known);
    }

    private DhcpService read(DhcpService known) {
        return new DhcpService(
                mode(known.mode()),
                form.text("dhcp_bootp").map(this::flag).orElse(known.bootp()),
                json("dhcp_ranges", RANGES, "[]", known.ranges()),
                json("dhcp_hosts", HOSTS, "[]", known.hosts()),
                json("dhcp_options", OPTIONS, "{}", known.options()),
                firmwareLease(known.firmwareLeaseSeconds()),
                identity(known.identity()),
                v6(known.v6()));
    }

    private @Nullable Dhcp6Service v6(@Nullable Dhcp6Service known) {
        if (!form.has("dhcp6")) {
            return known;
        }
        return form.text("dhcp6").filter(text -> !text.equals("null")).isEmpty()
                ? null
                : json("dhcp6", V6, "{}", Dhcp6Service.of("", "", "", "", List.of()));
    }

    private DhcpMode mode(DhcpMode known) {
        try {
            return form.text("dhcp_mode").map(DhcpMode::of).orElse(known);
        } catch (IllegalArgumentException e) {
            throw RefusedException.field("dhcp_mode", e.getMessage() + ".");
        }
    }

    private DhcpIdentity identity(DhcpIdentity known) {
        try {
            return form.text("dhcp_identity").map(DhcpIdentity::of).orElse(known);
        } catch (IllegalArgumentException e) {
            throw RefusedException.field("dhcp_identity", e.getMessage() + ".");
        }
    }

    private boolean flag(String text) {
        return switch (text) {
            case "1", "true", "True" -> true;
            case "0", "false", "False" -> false;
            default -> throw RefusedException.field("dhcp_bootp", "true or false is expected.");
        };
    }

    private int firmwareLease(int known) {
        return form.text("firmware_lease_seconds")
                .map(text -> (int) Numbers.whole("firmware_lease_seconds", text, 0, Integer.MAX_VALUE))
                .orElse(known);
    }

    private <T> T json(String field, TypeReference<T> type, String none, T known) {
        if (!form.has(field)) {
            return known;
        }
        try {
            return Objects.requireNonNull(Json.read(form.text(field).orElse(none), type));
        } catch (MalformedBodyException e) {
            throw RefusedException.field(field, "This is " + e.getMessage() + ".");
        } catch (NullPointerException _) {
            throw RefusedException.field(field, "There is a null where a value is expected.");
        }
    }
}
