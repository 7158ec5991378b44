package dev.muster.cluster.region;

import dev.muster.model.network.Ipv6Address;
import org.eclipse.microprofile.config.spi.Converter;

/// Takes an IPv6 address in any spelling of RFC 4291, so that a wrong one is told with the name of its property.
public final class Ipv6Text implements Converter<String> {
    @Override
    public String convert(String value) {
        return checked(value);
    }

    /// The text as it was written, without space around it.
    static String checked(String value) {
        Ipv6Address.of(value);
        return value.strip();
    }
}
