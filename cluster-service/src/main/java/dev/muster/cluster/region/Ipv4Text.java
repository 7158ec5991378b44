package dev.muster.cluster.region;

import java.net.Inet4Address;
import org.eclipse.microprofile.config.spi.Converter;

/// Takes an IPv4 address as it is written in full, so that a wrong one is told with the name of its property.
public final class Ipv4Text implements Converter<String> {
    @Override
    public String convert(String value) {
        return checked(value);
    }

    static String checked(String value) {
        String text = value.strip();
        if (text.split("\\.", -1).length != 4) {
            throw new IllegalArgumentException("'" + text + "' is not an IPv4 address");
        }
        try {
            return Inet4Address.ofLiteral(text).getHostAddress();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not an IPv4 address", e);
        }
    }
}
