package dev.muster.cluster.region;

import org.eclipse.microprofile.config.spi.Converter;

/// Takes a range of IPv6 addresses.
public final class Ipv6RangeText implements Converter<RangeText> {
    @Override
    public RangeText convert(String value) {
        return RangeText.of(value, Ipv6Text::checked);
    }
}
