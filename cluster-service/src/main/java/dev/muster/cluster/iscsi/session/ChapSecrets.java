package dev.muster.cluster.iscsi.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who may log in, and how this target proves itself to those who ask: names and secrets of CHAP, RFC 7143 12.1.
/// Shows none of them.
///
/// A name of an initiator that is in the file cannot be used without its secret. All others log in without one unless
/// [#demandedOfAll]; machines that boot have one of that boot then.
public final class ChapSecrets {
    private static final int SHORTEST = 12;
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /// A name with its secret.
    public record Credential(String name, String secret) {
        @Override
        public String toString() {
            return name;
        }
    }

    private final Map<String, Credential> initiators = new HashMap<>();
    private Optional<Credential> target = Optional.empty();
    private boolean ofAll;

    private ChapSecrets() {}

    /// Nobody has one.
    public static ChapSecrets none() {
        return new ChapSecrets();
    }

    /// Lines `initiator NAME SECRET`, one for each who may log in, and at most one `target NAME SECRET`; `#` begins a
    /// comment. Secrets have at least 12 octets (96 bits, RFC 7143 9.2.1).
    ///
    /// @throws IOException naming file and line, never a secret; also when others than the owner may read the file
    public static ChapSecrets read(Path file) throws IOException {
        if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(file + " holds secrets: chmod 600 it");
        }
        ChapSecrets secrets = new ChapSecrets();
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (!line.isEmpty() && !line.startsWith("#") && !secrets.add(line.split("\\s+"))) {
                throw new IOException(file + " line " + number
                        + ": wanted is 'initiator NAME SECRET' or 'target NAME SECRET', each name"
                        + " once, with a secret of at least " + SHORTEST + " octets that no other has");
            }
        }
        if (secrets.initiators.isEmpty()) {
            throw new IOException(file + " lets nobody log in");
        }
        return secrets;
    }

    private boolean add(String[] words) {
        if (words.length != 3 || words[2].getBytes(StandardCharsets.UTF_8).length < SHORTEST) {
            return false;
        }
        Credential credential = new Credential(words[1], words[2]);
        return switch (words[0]) {
            case "initiator" ->
                !isTargets(credential.secret()) && initiators.putIfAbsent(credential.name(), credential) == null;
            case "target" -> {
                boolean shared = initiators.values().stream()
                        .anyMatch(other -> other.secret().equals(credential.secret()));
                boolean first = target.isEmpty();
                target = Optional.of(credential);
                yield first && !shared;
            }
            default -> false;
        };
    }

    /// The same secret in both directions would let an initiator play the target's answers back (12.1.4).
    private boolean isTargets(String secret) {
        return target.filter(own -> own.secret().equals(secret)).isPresent();
    }

    /// Nobody logs in without a secret from here on.
    public ChapSecrets demandedOfAll() {
        ChapSecrets strict = new ChapSecrets();
        strict.initiators.putAll(initiators);
        strict.target = target;
        strict.ofAll = true;
        return strict;
    }

    public boolean areDemandedOfAll() {
        return ofAll;
    }

    public Optional<Credential> initiator(String name) {
        return Optional.ofNullable(initiators.get(name));
    }

    public Optional<Credential> target() {
        return target;
    }
}
