package dev.muster.cluster.region;

import org.eclipse.microprofile.config.spi.Converter;

/// Takes a range of IPv4 addresses.
public final class Ipv4RangeText implements Converter<AddressRange> {
    @Override
    public AddressRange convert(String value) {
        return AddressRange.of(value, Ipv4Text::checked);
    }
}
