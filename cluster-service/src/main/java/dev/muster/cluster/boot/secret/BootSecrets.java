package dev.muster.cluster.boot.secret;

import dev.muster.cluster.iscsi.BootCredentials;
import dev.muster.cluster.iscsi.session.ChapSecrets.Credential;
import dev.muster.cluster.journal.Journal;
import dev.muster.cluster.journal.LastEntries;
import dev.muster.model.log.LogFields;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/// The CHAP secrets of boots. Every boot configuration has a new one, which is good for the machine that it was made
/// for, from an address where that machine is attested.
///
/// It ends when the machine logs in by a younger one. So a machine that has lost its session, or whose cluster was
/// killed, comes back by the secret that it booted with, and what it booted with before is of no use.
///
/// No secret is stored: it is a function of this cluster's key, the machine and the number in its name, the time when
/// it was made. The youngest one used of each machine is in a journal.
public final class BootSecrets implements BootCredentials, AutoCloseable {
    /// How long a secret waits for its first use.
    static final Duration UNUSED_LIFE = Duration.ofDays(30);

    private static final Logger LOG = Logger.getLogger(BootSecrets.class);
    private static final int MOST_MACHINES = 10_000;
    private static final Pattern NAME = Pattern.compile("boot-(?<number>[0-9]{1,15})");

    /// 128 bits; RFC 7143 9.2.1 asks for 96.
    private static final int SECRET_OCTETS = 16;

    private final BootKey key;
    private final Journal<BootUse, LastEntries<MacAddress, BootUse>> journal;
    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong();

    private BootSecrets(BootKey key, Journal<BootUse, LastEntries<MacAddress, BootUse>> journal, InstantSource clock) {
        this.key = key;
        this.journal = journal;
        this.clock = clock;
    }

    /// Reads key and journal back; makes what is missing.
    ///
    /// @param folder of both, private to this service
    /// @throws IOException naming what cannot be had or is not ours
    public static BootSecrets open(Path folder, InstantSource clock) throws IOException {
        Files.createDirectories(folder);
        var journal = Journal.open(
                folder.resolve("used"), new BootUseRecords(), new LastEntries<>(MOST_MACHINES, BootUse::machine));
        try {
            return new BootSecrets(BootKey.read(folder.resolve("key")), journal, clock);
        } catch (IOException e) {
            journal.close();
            throw e;
        }
    }

    /// A new secret, younger than all that the machine has used, whatever the clock says.
    public Credential issue(MacAddress machine) {
        long used = lastUsed(machine);
        long now = clock.millis();
        return secret(machine, last.updateAndGet(before -> Math.max(now, Math.max(before, used) + 1)));
    }

    @Override
    public Optional<Credential> credential(MacAddress machine, String name) {
        return number(name).filter(number -> isGood(machine, number)).map(number -> secret(machine, number));
    }

    private boolean isGood(MacAddress machine, long number) {
        long used = lastUsed(machine);
        return number == used || (number > used && number > clock.millis() - UNUSED_LIFE.toMillis());
    }

    @Override
    public void used(MacAddress machine, String name) {
        number(name).filter(number -> number > lastUsed(machine)).ifPresent(number -> {
            var use = new BootUse(machine, number);
            journal.kept().put(use);
            if (!journal.append(use, _ -> {})) {
                try (var _ = LogFields.none().mac(machine).open()) {
                    LOG.warnf("%s: after a restart its former secret is good: the disk is slow", machine);
                }
            }
        });
    }

    private long lastUsed(MacAddress machine) {
        return journal.kept().of(machine).map(BootUse::number).orElse(0L);
    }

    private Credential secret(MacAddress machine, long number) {
        byte[] signed = key.sign("iscsi boot " + number + " of " + machine.value());
        return new Credential("boot-" + number, HexFormat.of().formatHex(signed, 0, SECRET_OCTETS));
    }

    private static Optional<Long> number(String name) {
        var parts = NAME.matcher(name);
        return parts.matches() ? Optional.of(Long.parseLong(parts.group("number"))) : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
