package dev.muster.cluster.power.driver;

import dev.muster.cluster.power.PowerFailure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a BMC listens: `10.0.0.9`, `bmc9.example`, `10.0.0.9:6230`, `fd00::9`, `[fd00::9]:6230`.
///
/// @param port UDP; 623 unless it is given
record BmcAddress(String host, int port) {
    private static final int RMCP = 623;
    private static final Pattern FORM = Pattern.compile(
            "(?:\\[(?<six>[0-9a-fA-F:.]+(?:%[\\w.-]+)?)]|(?<bare>[0-9a-fA-F]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)"
                    + "|(?<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*)))(?::(?<port>\\d{1,5}))?");

    /// @throws PowerFailure if it is no address; the value could be an option to a tool otherwise
    static BmcAddress parse(String text) throws PowerFailure {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw PowerFailure.lasting("the power parameter power_address is not an address");
        }
        String port = form.group("port");
        int number = port == null ? RMCP : Integer.parseInt(port);
        if (number < 1 || number > 65_535) {
            throw PowerFailure.lasting("the port in the power parameter power_address is not one");
        }
        for (String kind : new String[] {"six", "bare", "name"}) {
            String host = form.group(kind);
            if (host != null) {
                return new BmcAddress(host, number);
            }
        }
        throw new IllegalStateException("a form without a host");
    }

    @Override
    public String toString() {
        return port == RMCP ? host : host + " port " + port;
    }
}
