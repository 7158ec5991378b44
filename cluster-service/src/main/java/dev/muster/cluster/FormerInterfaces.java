package dev.muster.cluster;

import org.eclipse.microprofile.config.spi.Converter;

/// Refuses a setting that is no more, and says what is in its place.
public final class FormerInterfaces implements Converter<String> {
    @Override
    public String convert(String value) {
        throw new IllegalArgumentException("subnets are set one property each: muster.cluster.subnets[0].name=eth1,"
                + " muster.cluster.subnets[0].range=10.0.0.100-10.0.0.200 and so on, in the environment"
                + " MUSTER_CLUSTER_SUBNETS_0__NAME and MUSTER_CLUSTER_SUBNETS_0__RANGE; lists with commas;"
                + " see docs/configuration.md");
    }
}
