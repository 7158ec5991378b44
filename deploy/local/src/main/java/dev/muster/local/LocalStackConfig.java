package dev.muster.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What runs on this machine and where.
///
/// @param checkout the root of the built source tree: the services are taken from its `target` folders
/// @param data everything that must survive a restart
/// @param images the snapshots that machines boot from
/// @param subnets what the cluster serves, as its environment sets it
/// @param apiHost the address that users reach the region on
/// @param ports where the servers listen
/// @param proxy the apt proxy, if there is one
/// @param archives from where the apt proxy may fetch, as [Archives#of] takes it
/// @param prefix words before every child's command, such as `ip netns exec NAME`
/// @param environment added to that of the region and the cluster
public record LocalStackConfig(
        Path checkout,
        Path data,
        Path images,
        Map<String, String> subnets,
        String apiHost,
        Ports ports,
        List<ProxyListener> proxy,
        List<String> archives,
        List<String> prefix,
        Map<String, String> environment) {
    public LocalStackConfig {
        checkout = checkout.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
        images = images.toAbsolutePath().normalize();
        proxy = List.copyOf(proxy);
        archives = List.copyOf(archives);
        Archives.of(archives);
        subnets = Map.copyOf(subnets);
        prefix = List.copyOf(prefix);
        environment = Map.copyOf(environment);
    }

    /// With the usual ports, for users on this machine, without proxy and subnets.
    public static LocalStackConfig of(Path checkout, Path data, Path images) {
        return new LocalStackConfig(
                checkout,
                data,
                images,
                Map.of(),
                "127.0.0.1",
                Ports.USUAL,
                List.of(),
                List.of(Archives.PUBLIC),
                List.of(),
                Map.of());
    }

    /// Each 0 for a free one. Kafka's controller takes the port after Kafka's.
    public record Ports(int region, int cluster, int postgres, int kafka) {
        /// Outside the range that the kernel gives to outgoing connections.
        public static final Ports USUAL = new Ports(5240, 5248, 5245, 5246);

        public static final Ports FREE = new Ports(0, 0, 0, 0);
    }

    /// An address of this machine and the machines that may ask it: `10.0.0.1`, `10.0.0.0/24`.
    public record ProxyListener(String address, String clients) {}

    public LocalStackConfig withSubnets(Map<String, String> other) {
        return new LocalStackConfig(
                checkout, data, images, other, apiHost, ports, proxy, archives, prefix, environment);
    }

    public LocalStackConfig withApiHost(String other) {
        return new LocalStackConfig(
                checkout, data, images, subnets, other, ports, proxy, archives, prefix, environment);
    }

    public LocalStackConfig withPorts(Ports other) {
        return new LocalStackConfig(
                checkout, data, images, subnets, apiHost, other, proxy, archives, prefix, environment);
    }

    public LocalStackConfig withProxy(List<ProxyListener> other) {
        return new LocalStackConfig(
                checkout, data, images, subnets, apiHost, ports, other, archives, prefix, environment);
    }

    public LocalStackConfig withArchives(List<String> other) {
        return new LocalStackConfig(checkout, data, images, subnets, apiHost, ports, proxy, other, prefix, environment);
    }

    public LocalStackConfig withPrefix(List<String> other) {
        return new LocalStackConfig(
                checkout, data, images, subnets, apiHost, ports, proxy, archives, other, environment);
    }

    public LocalStackConfig withEnvironment(Map<String, String> other) {
        return new LocalStackConfig(checkout, data, images, subnets, apiHost, ports, proxy, archives, prefix, other);
    }

    /// Without the environment: there may be passwords in it.
    @Override
    public String toString() {
        return "LocalStackConfig[data=" + data + ", subnets=" + subnets + ", ports=" + ports + "]";
    }

    Path log(ServiceName service) {
        return data.resolve("logs").resolve(service.fileName() + ".log");
    }

    Path secret(String name) {
        return data.resolve("secrets").resolve(name);
    }

    public Path apiKeyFile() {
        return secret("api-key");
    }

    Path runner(String module) {
        Path jar = checkout.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.isReadable(jar)) {
            throw new IllegalStateException(jar + " is missing: build with ./mvnw -DskipTests package");
        }
        return jar;
    }

    Placement placement(ServiceName service, int port) {
        return new Placement(data.resolve(service.fileName()), "127.0.0.1", port, log(service), prefix);
    }
}
