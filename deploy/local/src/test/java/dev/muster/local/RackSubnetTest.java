package dev.muster.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ParameterException;

class RackSubnetTest {
    @Test
    void optionsAfterAnInterfaceAreItsOwn() {
        assertThat(environment(
                        "--interface=eth1",
                        "--range=10.0.0.100-10.0.0.200",
                        "--router=10.0.0.1",
                        "--dns=10.0.0.1",
                        "--dns=10.0.0.2,10.0.0.3",
                        "--interface=eth2",
                        "--mode=proxy"))
                .isEqualTo(Map.of(
                        "MUSTER_CLUSTER_SUBNETS_0__NAME", "eth1",
                        "MUSTER_CLUSTER_SUBNETS_0__RANGE", "10.0.0.100-10.0.0.200",
                        "MUSTER_CLUSTER_SUBNETS_0__ROUTER", "10.0.0.1",
                        "MUSTER_CLUSTER_SUBNETS_0__DNS", "10.0.0.1,10.0.0.2,10.0.0.3",
                        "MUSTER_CLUSTER_SUBNETS_1__NAME", "eth2",
                        "MUSTER_CLUSTER_SUBNETS_1__MODE", "proxy"));
    }

    @Test
    void thereIsAtLeastOneInterface() {
        assertThatThrownBy(RackSubnetTest::environment).isInstanceOf(ParameterException.class);
        assertThatThrownBy(() -> environment("--range=10.0.0.100-10.0.0.200"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("--interface");
    }

    private static Map<String, String> environment(String... arguments) {
        var options = new Options();
        new CommandLine(options).parseArgs(arguments);
        return RackSubnet.environment(options.subnets);
    }

    /// As the launcher has them.
    @CommandLine.Command
    private static final class Options {
        @ArgGroup(exclusive = false, multiplicity = "1..*")
        private List<RackSubnet> subnets = new ArrayList<>();
    }
}
