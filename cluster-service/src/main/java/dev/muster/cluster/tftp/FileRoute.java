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
import java.util.regex.Pattern;

/// Serves files of folders: loaders and images, of the current snapshot or of one that the path names.
///
/// The folder is asked for once per request, and what has been opened goes on being served when another snapshot
/// becomes current. A symbolic link is followed as long as it stays inside. What a loader in a folder of its own,
/// such as `efi64/syslinux.efi`, does not find there is looked for outside of it.
public final class FileRoute implements TftpRoute {
    /// Folders of loaders that ask for everything relative to their own place.
    private static final Pattern LOADER_FOLDER = Pattern.compile("(efi64|efi32|ppc64el)/");

    private final Folders folders;
    private final OpenFiles files = new OpenFiles();

    /// The folders to serve from; their files are replaced by other files, never rewritten.
    @FunctionalInterface
    public interface Folders {

        /// @param folder that need not exist
        /// @param path inside of it
        record Place(Path folder, String path) {}

        /// Where a path leads at this moment; empty while there is nothing to serve. Must not block.
        Optional<Place> of(String path);
    }

    public FileRoute(Folders folders) {
        this.folders = folders;
    }

    @Override
    public Optional<Resolution> resolve(TftpRequest request) {
        var asked = folders.of(request.path());
        if (asked.isEmpty()) {
            // silence, not absence: the client asks again, and boots once an image is there
            return Optional.of(new Silent("there is no image snapshot"));
        }
        var place = asked.get();
        Optional<Content> hot = files.hot(place.folder().resolve(place.path()));
        return Optional.of(hot.isPresent() ? new Found(hot.get()) : new Later(() -> open(place, request.path())));
    }

    private Resolution open(Folders.Place place, String path) throws IOException {
        var own = open(place);
        var loaderFolder = LOADER_FOLDER.matcher(path);
        if (!(own instanceof NotFound) || !loaderFolder.lookingAt()) {
            return own;
        }
        var outside = folders.of(path.substring(loaderFolder.end()));
        return outside.isPresent() ? open(outside.get()) : own;
    }

    private Resolution open(Folders.Place place) throws IOException {
        Path file = place.folder().resolve(place.path());
        if (!Files.isRegularFile(file)) {
            return new NotFound();
        }
        try {
            Path real = file.toRealPath();
            return real.startsWith(place.folder().toRealPath()) ? new Found(files.open(file, real)) : new NotFound();
        } catch (NoSuchFileException _) {
            return new NotFound(); // removed in this very moment
        }
    }
}
