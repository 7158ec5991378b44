package dev.muster.cluster.region.lane;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/// The one spool of all kinds that versions before the lanes wrote: segments of lines `topic TAB key TAB value`.
/// What is in it moves into the lanes, file by file, so that a crash in the middle repeats some records and loses
/// none.
final class OldSpool {
    private static final Logger LOG = Logger.getLogger(OldSpool.class);
    private static final int FIELDS = 3;

    private final Path folder;

    OldSpool(Path folder) {
        this.folder = folder;
    }

    /// Where the records of a topic go.
    interface Place {
        /// Returns when they are where they belong.
        void take(List<Outgoing> records) throws IOException;
    }

    /// Leases have no place: the region hears of them by comparison.
    void moveTo(Map<String, Place> places) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.newDirectoryStream(folder, "*.seg")) {
            var segments = new ArrayList<Path>();
            files.forEach(segments::add);
            segments.sort(null);
            for (Path segment : segments) {
                move(segment, places);
            }
            if (!segments.isEmpty()) {
                LOG.infof("%d segments of the spool of an earlier version moved into the lanes", segments.size());
            }
        }
    }

    private static void move(Path segment, Map<String, Place> places) throws IOException {
        String text = new String(Files.readAllBytes(segment), StandardCharsets.UTF_8);
        // half a line at the end was never said to be kept
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        for (var place : places.entrySet()) {
            List<Outgoing> records = lines.stream()
                    .map(line -> line.split("\t", FIELDS))
                    .filter(fields -> fields.length == FIELDS && fields[0].equals(place.getKey()))
                    .map(fields -> new Outgoing(fields[1], fields[2]))
                    .toList();
            if (!records.isEmpty()) {
                place.getValue().take(records);
            }
        }
        Files.delete(segment);
    }
}
