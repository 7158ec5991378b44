package dev.muster.cluster.region;

import org.eclipse.microprofile.config.spi.Converter;

/// Takes a range of IPv6 addresses.
public final class Ipv6RangeText implements Converter<AddressRange> {
    @Override
    public AddressRange convert(String value) {
        return AddressRange.of(value, Ipv6Text::checked);
    }
}
