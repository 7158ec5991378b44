package dev.muster.local;

import java.util.ArrayList;
import java.util.List;

/// The options of the services' JVMs. Tests of what a service bears start it with the same.
public final class ServiceJvm {
    private static final List<String> EVERY = List.of(
            "-XX:+UseSerialGC",
            "-Xss512k",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private static final List<String> REGION =
            List.of("-Xmx256m", "-XX:MaxMetaspaceSize=192m", "-XX:ReservedCodeCacheSize=96m");

    private static final List<String> CLUSTER = List.of(
            "-Xmx192m", "-XX:MaxDirectMemorySize=128m", "-XX:MaxMetaspaceSize=128m", "-XX:ReservedCodeCacheSize=64m");

    private ServiceJvm() {}

    public static List<String> region() {
        return with(REGION);
    }

    public static List<String> cluster() {
        return with(CLUSTER);
    }

    private static List<String> with(List<String> memory) {
        List<String> options = new ArrayList<>(EVERY);
        options.addAll(memory);
        return List.copyOf(options);
    }
}
