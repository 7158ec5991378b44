package dev.muster.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.cluster.boot.progress.Reporter;
import dev.muster.cluster.disk.DiskReserve;
import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.region.OfferedSubnets;
import dev.muster.cluster.region.RegionLink;
import dev.muster.cluster.region.SubnetVariables;
import dev.muster.cluster.region.lane.LaneSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.UUID;

/// What every part of the cluster stands on.
///
/// @param httpPort where machines reach the cluster over HTTP
/// @param disk what is left of the data folder's disk for what can be spared
/// @param reporter tells the region how far machines are
record Ground(
        Settings settings,
        int httpPort,
        ObjectMapper json,
        MeterRegistry meters,
        Clock clock,
        DiskReserve disk,
        Listeners listeners,
        RegionLink region,
        RegionNews news,
        Reporter reporter) {

    /// @param fromRegion told from [RegionLink#start()] on
    static Ground of(
            Settings settings, int httpPort, ObjectMapper json, MeterRegistry meters, RegionLink.Listener fromRegion)
            throws IOException {
        var clock = Clock.systemUTC();
        var disk = new DiskReserve(settings.cluster.data(), settings.disk.reserveBytes(), clock);
        var region = new RegionLink(link(settings), httpPort, json, clock, disk, fromRegion);
        UUID uuid = region.membership().credentials().uuid();
        var news = new RegionNews(uuid, region.lanes());
        return new Ground(
                settings,
                httpPort,
                json,
                meters,
                clock,
                disk,
                new Listeners(settings.cluster.eventLoops()),
                region,
                news,
                new Reporter(uuid, clock, news::progress));
    }

    private static RegionLink.Settings link(Settings settings) {
        SubnetVariables.check(System.getenv().keySet());
        var cluster = settings.cluster;
        return new RegionLink.Settings(
                cluster.regionUrls(),
                cluster.data(),
                cluster.name(),
                OfferedSubnets.of(settings.subnets),
                cluster.joinSecretFile(),
                cluster.kafka(),
                LaneSettings.limits(settings.lanes));
    }

    UUID uuid() {
        return news.cluster();
    }
}
