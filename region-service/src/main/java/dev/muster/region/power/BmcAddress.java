package dev.muster.region.power;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a machine says that its BMC listens: `10.0.0.9`, `10.0.0.9:623`, `fd00::9`, `[fd00::9]:623`. Names are none:
/// they can lead elsewhere when they are asked for again.
///
/// @param port UDP; 623 unless it is given
record BmcAddress(InetAddress host, int port) {
    /// Of IPMI (IPMI 2.0, 13.1.1).
    static final int RMCP = 623;

    /// Without leading zeros: to the JDK `010` is 10, and 8 to the C library, and so to ipmitool.
    private static final String OCTET = "(?:0|[1-9]\\d{0,2})";

    private static final String FOUR = OCTET + "(?:\\." + OCTET + "){3}";
    private static final String SIX = "[0-9a-fA-F:]*:(?:[0-9a-fA-F]*|" + FOUR + ")";
    private static final Pattern FORM = Pattern.compile(
            "(?<bare>" + SIX + ")|(?:\\[(?<six>" + SIX + ")]|(?<four>" + FOUR + "))(?::(?<port>\\d{1,5}))?");

    static Optional<BmcAddress> parsed(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String host = Optional.ofNullable(form.group("six"))
                .or(() -> Optional.ofNullable(form.group("bare")))
                .orElse(form.group("four"));
        String port = form.group("port");
        try {
            return Optional.of(
                    new BmcAddress(InetAddress.ofLiteral(host), port == null ? RMCP : Integer.parseInt(port)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
