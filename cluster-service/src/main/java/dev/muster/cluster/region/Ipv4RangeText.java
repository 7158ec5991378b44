package dev.muster.cluster.region;

import org.eclipse.microprofile.config.spi.Converter;

/// Takes a range of IPv4 addresses.
public final class Ipv4RangeText implements Converter<RangeText> {
    @Override
    public RangeText convert(String value) {
        return RangeText.of(value, Ipv4Text::checked);
    }
}
