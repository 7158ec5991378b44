package dev.muster.model.power;

import static dev.muster.model.power.PowerField.choice;
import static dev.muster.model.power.PowerField.mac;
import static dev.muster.model.power.PowerField.password;
import static dev.muster.model.power.PowerField.text;

import java.util.List;
import java.util.Optional;

/// The ways to switch machines on and off that clusters have drivers for. Names and parameters are MAAS's.
public final class PowerTypes {
    public static final String ETHER_WAKE = "ether_wake";
    public static final String IPMI = "ipmi";
    public static final String MANUAL = "manual";
    public static final String MOONSHOT = "moonshot";
    public static final String REDFISH = "redfish";
    public static final String VIRSH = "virsh";
    public static final String WEBHOOK = "webhook";

    private static final PowerField ADDRESS = text("power_address", "Power address");
    private static final PowerField USER = text("power_user", "Power user");
    private static final PowerField PASS = password("power_pass", "Power password");
    private static final PowerField VERIFY =
            choice("power_verify_ssl", "Verify TLS certificates", "y", "Yes", "n", "No: take any");

    private static final List<PowerType> ALL = List.of(
            new PowerType(
                    ETHER_WAKE,
                    "Wake-on-LAN",
                    false,
                    List.of(mac("mac_address", "MAC Address").needed())),
            new PowerType(
                    IPMI,
                    "IPMI",
                    true,
                    List.of(
                            choice(
                                    "power_driver",
                                    "Power driver",
                                    "LAN_2_0",
                                    "LAN_2_0 [IPMI 2.0]",
                                    "LAN",
                                    "LAN [IPMI 1.5]"),
                            ADDRESS,
                            USER,
                            PASS,
                            mac("mac_address", "Power MAC, to find the address by"),
                            choice("power_off_mode", "Power off mode", "hard", "Hard", "soft", "Soft"),
                            choice(
                                    "power_boot_type",
                                    "Power boot type",
                                    "auto",
                                    "Automatic",
                                    "legacy",
                                    "Legacy boot",
                                    "efi",
                                    "EFI boot"),
                            choice(
                                    "privilege_level",
                                    "IPMI privilege level",
                                    "OPERATOR",
                                    "Operator",
                                    "ADMIN",
                                    "Administrator",
                                    "USER",
                                    "User"),
                            choice(
                                    "cipher_suite_id",
                                    "Cipher suite, as the BMC offers unless set",
                                    "",
                                    "As the BMC offers",
                                    "17",
                                    "17 - HMAC-SHA256::HMAC_SHA256_128::AES-CBC-128",
                                    "3",
                                    "3 - HMAC-SHA1::HMAC-SHA1-96::AES-CBC-128",
                                    "8",
                                    "8 - HMAC-MD5::HMAC-MD5-128::AES-CBC-128",
                                    "12",
                                    "12 - HMAC-MD5::MD5-128::AES-CBC-128"))),
            new PowerType(MANUAL, "Manual", false, List.of()),
            new PowerType(
                    MOONSHOT,
                    "HP Moonshot - iLO4 (IPMI)",
                    true,
                    List.of(
                            ADDRESS.needed(),
                            USER,
                            PASS,
                            text("power_hwaddress", "Power hardware address").needed())),
            new PowerType(
                    REDFISH,
                    "Redfish",
                    true,
                    List.of(ADDRESS.needed(), USER, PASS, text("node_id", "Node ID"), VERIFY)),
            new PowerType(
                    VIRSH,
                    "Virsh (virtual systems)",
                    true,
                    List.of(
                            ADDRESS.needed().defaulting("qemu://localhost/system"),
                            text("power_id", "Power ID").needed())),
            new PowerType(
                    WEBHOOK,
                    "Webhook",
                    true,
                    List.of(
                            text("power_on_uri", "URI to power on the node").needed(),
                            text("power_off_uri", "URI to power off the node").needed(),
                            text("power_query_uri", "URI to query the node's power status")
                                    .needed(),
                            text("power_on_regex", "Regex to confirm the node is on")
                                    .defaulting("status.*:.*running"),
                            text("power_off_regex", "Regex to confirm the node is off")
                                    .defaulting("status.*:.*stopped"),
                            USER,
                            PASS,
                            password("power_token", "Power token, in place of user and password"),
                            VERIFY)));

    private PowerTypes() {}

    /// Ordered by name.
    public static List<PowerType> all() {
        return ALL;
    }

    public static Optional<PowerType> of(String name) {
        return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    /// Whether the machine's state can be asked for.
    public static boolean queryable(String name) {
        return of(name).filter(PowerType::queryable).isPresent();
    }

    /// Whether a person is to press the button, because nothing is known of the machine's power, or it cannot do
    /// that.
    public static boolean byHand(String name, PowerAction action) {
        return switch (action) {
            case QUERY -> false;
            case ON -> name.isEmpty() || name.equals(MANUAL);
            case OFF, SOFT_OFF -> name.isEmpty() || name.equals(MANUAL) || name.equals(ETHER_WAKE);
        };
    }
}
