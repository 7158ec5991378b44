package dev.muster.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/// One subnet that the cluster serves, as options of the launcher. What is right in them the cluster says.
final class RackSubnet {
    @Option(names = "--interface", required = true, description = "an interface on which the machines are")
    private String name = "";

    @Option(names = "--range", description = "the addresses to give there", paramLabel = "LOW-HIGH")
    private String range = "";

    @Option(names = "--router", description = "the machines' default routers", paramLabel = "ADDRESS")
    private List<String> routers = new ArrayList<>();

    @Option(names = "--dns", description = "the machines' name servers", paramLabel = "ADDRESS")
    private List<String> dns = new ArrayList<>();

    @Option(names = "--mode", description = "'proxy' where somebody else gives the addresses")
    private String mode = "";

    /// The cluster's settings `muster.cluster.subnets[n].…` in its environment.
    static Map<String, String> environment(List<RackSubnet> subnets) {
        var all = new HashMap<String, String>();
        for (int number = 0; number < subnets.size(); number++) {
            String prefix = "MUSTER_CLUSTER_SUBNETS_" + number + "__";
            subnets.get(number)
                    .settings()
                    .forEach((name, value) -> all.put(prefix + name.toUpperCase(Locale.ROOT), value));
        }
        return all;
    }

    private Map<String, String> settings() {
        var settings = new HashMap<>(Map.of(
                "name", name,
                "range", range,
                "router", String.join(",", routers),
                "dns", String.join(",", dns),
                "mode", mode));
        settings.values().removeIf(String::isEmpty);
        return settings;
    }
}
