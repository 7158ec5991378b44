package dev.muster.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// This machine's addresses and the networks that it is on, as the kernel has them now.
///
/// @param prefix words before the command, such as `ip netns exec NAME`
record OwnNetworks(List<String> prefix) {
    private static final Pattern ADDRESS =
            Pattern.compile("\\binet6? ([0-9a-f.:]+)(/\\d+)?(?: peer ([0-9a-f.:]+/\\d+))?");

    OwnNetworks {
        prefix = List.copyOf(prefix);
    }

    List<Network> now() throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(List.of("ip", "-oneline", "address", "show"));
        Process process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (process.waitFor() != 0) {
            throw new IOException("cannot tell the addresses of this machine: " + String.join(" ", words));
        }
        return of(output);
    }

    static List<Network> of(String output) {
        return ADDRESS.matcher(output)
                .results()
                .flatMap(OwnNetworks::networks)
                .distinct()
                .sorted(Comparator.comparing(Network::toString))
                .toList();
    }

    /// An address without bits is that of a link between two, whose other end follows.
    private static Stream<Network> networks(MatchResult found) {
        String bits = found.group(2) == null ? "" : found.group(2);
        Stream<Network> own = Stream.of(Network.of(found.group(1) + bits));
        return found.group(3) == null ? own : Stream.concat(own, Stream.of(Network.of(found.group(3))));
    }
}
