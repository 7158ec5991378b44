package dev.muster.cluster.tftp;

import dev.muster.cluster.tftp.Resolution.Found;
import dev.muster.cluster.tftp.Resolution.Later;
import dev.muster.cluster.tftp.Resolution.NotFound;
import dev.muster.cluster.tftp.Resolution.Silent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Serves the files of a folder: loaders, and the images of the current snapshot.
///
/// The folder is asked for once per request, and what has been opened goes on being served when another snapshot
/// becomes current. A symbolic link is followed as long as it stays inside. What a loader in a folder of its own,
/// such as `efi64/syslinux.efi`, does not find there is looked for outside of it.
public final class FileRoute implements TftpRoute {
    /// Folders of loaders that ask for everything relative to their own place.
    private static final Pattern LOADER_FOLDER = Pattern.compile("(efi64|efi32|ppc64el)/");

    private final Supplier<Optional<Path>> root;
    private final OpenFiles files = new OpenFiles();

    /// @param root the folder at this moment, empty while there is none; its files are replaced by other files,
    ///     never rewritten. Must not block.
    public FileRoute(Supplier<Optional<Path>> root) {
        this.root = root;
    }

    @Override
    public Optional<Resolution> resolve(TftpRequest request) {
        Optional<Path> current = root.get();
        if (current.isEmpty()) {
            // silence, not absence: the client asks again, and boots once an image is there
            return Optional.of(new Silent("there is no image snapshot"));
        }
        Path folder = current.get();
        Path file = folder.resolve(request.path());
        Optional<Content> hot = files.hot(file);
        return Optional.of(hot.isPresent() ? new Found(hot.get()) : new Later(() -> open(folder, request.path())));
    }

    private Resolution open(Path folder, String path) throws IOException {
        var own = open(folder, folder.resolve(path));
        var loaderFolder = LOADER_FOLDER.matcher(path);
        return own instanceof NotFound && loaderFolder.lookingAt()
                ? open(folder, folder.resolve(path.substring(loaderFolder.end())))
                : own;
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
