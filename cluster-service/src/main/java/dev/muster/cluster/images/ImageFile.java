package dev.muster.cluster.images;

import java.nio.file.Path;
import java.util.Optional;

/// One readable file of a snapshot.
///
/// @param path real path, inside the snapshot
/// @param snapshot name of the snapshot, `snapshot-20261122-100000`
/// @param sha256 hex digest, if the snapshot's `manifest.sha256` lists the file
public record ImageFile(Path path, String snapshot, Optional<String> sha256) {}
