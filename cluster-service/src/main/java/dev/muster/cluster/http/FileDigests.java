package dev.muster.cluster.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/// SHA-256 of files whose snapshot has no manifest: computed once per state of a file, one file at a time on a thread
/// of its own, and remembered. Safe for concurrent use; never blocks.
final class FileDigests implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(FileDigests.class);
    private static final int MOST_KNOWN = 4096;
    private static final int CHUNK = 1 << 18;

    private final ConcurrentHashMap<FileStamp, CompletableFuture<String>> known = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("muster-digest").daemon().factory());

    /// The hex digest, now or later. Fails if the file cannot be read; the next call tries again.
    CompletableFuture<String> of(FileStamp stamp) {
        CompletableFuture<String> digest = known.get(stamp);
        return digest != null ? digest : begun(stamp);
    }

    private CompletableFuture<String> begun(FileStamp stamp) {
        if (known.size() >= MOST_KNOWN) {
            known.values().removeIf(CompletableFuture::isDone);
        }
        var ours = new CompletableFuture<String>();
        CompletableFuture<String> theirs = known.putIfAbsent(stamp, ours);
        if (theirs != null) {
            return theirs;
        }
        thread.execute(() -> compute(stamp, ours));
        return ours;
    }

    private void compute(FileStamp stamp, CompletableFuture<String> digest) {
        try {
            String sha256 = sha256(stamp.path());
            if (!FileStamp.of(stamp.path()).equals(stamp)) {
                throw new IOException("changed while it was read");
            }
            digest.complete(sha256);
        } catch (IOException | RuntimeException unreadable) {
            LOG.debugf("no digest of %s: %s", stamp.path(), unreadable.getMessage());
            known.remove(stamp, digest);
            digest.completeExceptionally(unreadable);
        }
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = algorithm();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
