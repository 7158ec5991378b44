package dev.muster.cluster.region;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The environment's names of [SubnetSettings]. Unknown ones are told here, as the container tells those of properties
/// and files alone: a mistyped one would leave a subnet without its range.
public final class SubnetVariables {
    private static final String PREFIX = "MUSTER_CLUSTER_SUBNETS";

    private static final String NAMES = Arrays.stream(SubnetSettings.class.getDeclaredMethods())
            .map(Method::getName)
            .map(name -> name.replaceAll("(?=[A-Z])", "_").toUpperCase(Locale.ROOT))
            .sorted()
            .collect(Collectors.joining("|"));

    /// `MUSTER_CLUSTER_SUBNETS_0__DNS`, or one address of several, `MUSTER_CLUSTER_SUBNETS_0__DNS_1_`.
    private static final Pattern KNOWN = Pattern.compile(PREFIX + "_\\d+__(" + NAMES + ")(_\\d+_)?");

    private SubnetVariables() {}

    /// @param names of the environment
    /// @throws IllegalArgumentException naming one that is not known
    public static void check(Set<String> names) {
        names.stream()
                .filter(name -> name.startsWith(PREFIX) && !KNOWN.matcher(name).matches())
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(name + " is not known: " + PREFIX
                            + "_0__NAME is expected, or another number and one of " + NAMES);
                });
    }
}
