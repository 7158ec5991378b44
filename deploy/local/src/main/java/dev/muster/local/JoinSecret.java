package dev.muster.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks the region for the one-time secret with which a new cluster joins, on behalf of the admin.
final class JoinSecret {
    private static final Pattern SECRET = Pattern.compile("\"secret\"\\s*:\\s*\"([^\"\\\\]+)\"");

    private final Curl curl;
    private final URI region;
    private final Path adminKey;

    JoinSecret(Curl curl, URI region, Path adminKey) {
        this.curl = curl;
        this.region = region;
        this.adminKey = adminKey;
    }

    void writeTo(Path file) throws IOException, InterruptedException {
        URI call = URI.create(region + "/api/1.0/nodegroups/?op=create_join_secret");
        String answer = curl.post(call, "Authorization: " + authorization())
                .orElseThrow(() -> new IllegalStateException("the region gave no join secret for the cluster: POST "
                        + call + " failed with the key of " + adminKey));
        Matcher secret = SECRET.matcher(answer);
        if (!secret.find()) {
            throw new IllegalStateException("the region's answer to POST " + call + " has no \"secret\"");
        }
        writePrivately(file, secret.group(1));
    }

    /// OAuth 1.0 PLAINTEXT with MAAS's empty consumer secret.
    private String authorization() throws IOException {
        String[] key = Files.readString(adminKey).strip().split(":", -1);
        if (key.length != 3) {
            throw new IllegalStateException(adminKey + " does not hold a key of the form consumer:token:secret");
        }
        byte[] nonce = new byte[8];
        ThreadLocalRandom.current().nextBytes(nonce);
        return ("OAuth oauth_version=\"1.0\", oauth_signature_method=\"PLAINTEXT\", oauth_consumer_key=\"%s\","
                        + " oauth_token=\"%s\", oauth_signature=\"%%26%s\", oauth_nonce=\"%s\", oauth_timestamp=\"%d\"")
                .formatted(
                        key[0],
                        key[1],
                        key[2],
                        HexFormat.of().formatHex(nonce),
                        Instant.now().getEpochSecond());
    }

    private static void writePrivately(Path file, String content) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.deleteIfExists(partial);
        Files.createFile(partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(partial, content);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
