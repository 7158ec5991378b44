package dev.muster.local;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// HTTP from where the children live, which may be another network namespace than this JVM's.
final class Curl {
    private final List<String> prefix;

    Curl(List<String> prefix) {
        this.prefix = List.copyOf(prefix);
    }

    Optional<String> get(URI uri) throws IOException, InterruptedException {
        return run("", uri);
    }

    /// The answer's body if its status is below 400. The header goes over a pipe: it may hold a secret.
    Optional<String> post(URI uri, String header) throws IOException, InterruptedException {
        return run("request = POST\nheader = \"" + header.replace("\"", "\\\"") + "\"\n", uri);
    }

    private Optional<String> run(String config, URI uri) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(List.of("curl", "--silent", "--fail", "--noproxy", "*", "--max-time", "10"));
        words.addAll(List.of("--config", "-", uri.toString()));
        Process curl = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var stdin = curl.getOutputStream()) {
            stdin.write(config.getBytes(StandardCharsets.UTF_8));
        }
        String body = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return curl.waitFor(15, TimeUnit.SECONDS) && curl.exitValue() == 0 ? Optional.of(body) : Optional.empty();
    }
}
