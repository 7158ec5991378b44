package dev.muster.cluster.http;

import dev.muster.cluster.http.FileReply.Conditions;
import dev.muster.cluster.http.HttpEvents.Caller;
import dev.muster.cluster.images.ImageFile;
import dev.muster.cluster.images.ImageStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Answers requests for files of the current snapshot.
final class ImageReplies implements AutoCloseable {
    private final Vertx vertx;
    private final ImageStore images;
    private final HttpLimits limits;
    private final HttpEvents events;
    private final FileSender sender;
    private final SendingFiles sending;
    private final FileDigests digests = new FileDigests();

    ImageReplies(Vertx vertx, ImageStore images, HttpLimits limits, HttpEvents events) {
        this.vertx = vertx;
        this.images = images;
        this.limits = limits;
        this.events = events;
        this.sender = new FileSender(vertx);
        this.sending = new SendingFiles(limits);
    }

    /// One request on its way.
    ///
    /// @param path inside the snapshot
    /// @param get or HEAD
    /// @param began monotonic nanoseconds
    record Asked(HttpServerRequest request, Caller caller, String path, boolean get, long began) {
        private Optional<String> header(String name) {
            List<String> lines = request.headers().getAll(name);
            return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lines));
        }
    }

    void answer(Asked asked) {
        images.file(asked.path).ifPresentOrElse(file -> open(asked, file), () -> refuse(asked));
    }

    private void refuse(Asked asked) {
        boolean none = images.current().isEmpty();
        if (none) {
            Answers.retryLater(asked.request, 503, images.missing() + "\n");
        } else {
            Answers.text(asked.request, 404, "no such file in the current image snapshot\n");
        }
        served(asked, 0, none ? 503 : 404);
    }

    private void open(Asked asked, ImageFile file) {
        FileStamp stamp;
        try {
            stamp = FileStamp.of(file.path());
        } catch (IOException gone) {
            refuse(asked);
            return;
        }
        var conditions = new Conditions(asked.get, asked::header, reason -> events.ignored(asked.caller, reason));
        if (file.sha256().isPresent()) {
            reply(asked, stamp, file.sha256(), conditions);
            return;
        }
        CompletableFuture<String> digest = digests.of(stamp);
        if (digest.isDone() || conditions.needTag()) {
            Future.fromCompletionStage(digest, vertx.getOrCreateContext())
                    .onComplete(d -> reply(asked, stamp, Optional.ofNullable(d.result()), conditions));
        } else {
            reply(asked, stamp, Optional.empty(), conditions);
        }
    }

    private void reply(Asked asked, FileStamp stamp, Optional<String> sha256, Conditions conditions) {
        HttpServerResponse response = asked.request.response();
        if (response.closed()) {
            served(asked, 0, HttpEvents.HUNG_UP);
            return;
        }
        Instant now = Instant.now();
        var version = FileVersion.of(stamp, sha256, now);
        response.putHeader("Date", HttpDate.format(now))
                .putHeader("Accept-Ranges", "bytes")
                .putHeader("Last-Modified", HttpDate.format(version.modified()));
        version.etag().ifPresent(tag -> response.putHeader("ETag", tag));
        switch (FileReply.to(conditions, version, limits.ranges())) {
            case FileReply.Whole() -> whole(asked, stamp);
            case FileReply.Parts(List<ByteRange> ranges) -> parts(asked, stamp, ranges);
            case FileReply.NotModified() -> end(asked, 304);
            case FileReply.PreconditionFailed() -> end(asked, 412);
            case FileReply.OutOfRange() -> {
                response.putHeader("Content-Range", "bytes */" + stamp.size());
                end(asked, 416);
            }
        }
    }

    private void whole(Asked asked, FileStamp stamp) {
        HttpServerResponse response = asked.request.response();
        headers(response, "application/octet-stream", stamp.size());
        if (!asked.get || stamp.size() == 0) {
            end(asked, 200);
        } else if (admitted(asked)) {
            follow(asked, sender.send(response, stamp.path(), new ByteRange(0, stamp.size())));
        }
    }

    private void parts(Asked asked, FileStamp stamp, List<ByteRange> ranges) {
        if (!admitted(asked)) {
            return;
        }
        HttpServerResponse response = asked.request.response().setStatusCode(206);
        Path file = stamp.path();
        if (ranges.size() == 1) {
            ByteRange range = ranges.getFirst();
            response.putHeader("Content-Range", range.contentRange(stamp.size()));
            headers(response, "application/octet-stream", range.length());
            follow(asked, sender.send(response, file, range));
        } else {
            var parts = new Multipart(FileSender.boundary(), ranges, stamp.size());
            headers(response, parts.contentType(), parts.contentLength());
            follow(asked, sender.send(response, file, parts));
        }
    }

    private static void headers(HttpServerResponse response, String type, long length) {
        response.putHeader("Content-Type", type).putHeader("Content-Length", String.valueOf(length));
    }

    private boolean admitted(Asked asked) {
        if (sending.enter(asked.caller.address())) {
            return true;
        }
        HttpServerResponse response = asked.request.response();
        for (String ofTheFile : List.of("Content-Length", "ETag", "Last-Modified", "Accept-Ranges")) {
            response.headers().remove(ofTheFile);
        }
        Answers.retryLater(asked.request, 503, "too many files are being sent, try again\n");
        served(asked, 0, 503);
        return false;
    }

    private void follow(Asked asked, Future<Long> sent) {
        int status = asked.request.response().getStatusCode();
        sent.onComplete(end -> {
            sending.leave(asked.caller.address());
            if (end.succeeded()) {
                served(asked, end.result(), status);
            } else {
                broken(asked);
            }
        });
    }

    private void end(Asked asked, int status) {
        asked.request.response().setStatusCode(status).end().onComplete(_ -> served(asked, 0, status));
    }

    /// The machine hung up, or the file went away under us: half a file must not look like a whole one.
    private void broken(Asked asked) {
        HttpServerResponse response = asked.request.response();
        long sent = response.headWritten() ? response.bytesWritten() : 0;
        response.reset();
        served(asked, sent, HttpEvents.HUNG_UP);
    }

    private void served(Asked asked, long bytes, int status) {
        events.fileServed(asked.caller, asked.path, bytes, Duration.ofNanos(System.nanoTime() - asked.began), status);
    }

    @Override
    public void close() {
        digests.close();
    }
}
