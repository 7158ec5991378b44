package dev.muster.cluster.tftp;

import dev.muster.cluster.tftp.Resolution.Found;
import dev.muster.cluster.tftp.Resolution.Later;
import dev.muster.cluster.tftp.Resolution.NotFound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// Serves the files of a folder: loaders, and the images of the current snapshot.
///
/// The folder is asked for once per request, and what has been opened goes on being served when another snapshot
/// becomes current. A symbolic link is followed as long as it stays inside.
public final class FileRoute implements TftpRoute {
    private final Supplier<Path> root;
    private final OpenFiles files = new OpenFiles();

    /// @param root the folder at this moment; its files are replaced by other files, never rewritten. Must not
    ///     block.
    public FileRoute(Supplier<Path> root) {
        this.root = root;
    }

    @Override
    public Optional<Resolution> resolve(TftpRequest request) {
        Path folder = root.get();
        Path file = folder.resolve(request.path());
        Optional<Content> hot = files.hot(file);
        return Optional.of(hot.isPresent() ? new Found(hot.get()) : new Later(() -> open(folder, file)));
    }

    private Resolution open(Path folder, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return new NotFound();
        }
        try {
            Path real = file.toRealPath();
            return real.startsWith(folder.toRealPath()) ? new Found(files.open(file, real)) : new NotFound();
        } catch (NoSuchFileException _) {
            return new NotFound(); // removed in this very moment
        }
    }
}
