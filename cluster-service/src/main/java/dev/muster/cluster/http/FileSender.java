package dev.muster.cluster.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerResponse;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Puts octets of a file into a response whose status and validators are set. Each future tells how many octets of
/// the file were sent.
final class FileSender {
    private static final int CHUNK = 1 << 17;

    private final Vertx vertx;

    FileSender(Vertx vertx) {
        this.vertx = vertx;
    }

    /// From the page cache to the socket, by `sendfile`.
    Future<Long> send(HttpServerResponse response, Path file, ByteRange range) {
        return response.sendFile(file.toString(), range.offset(), range.length())
                .map(range.length());
    }

    /// Vert.x ends a response with its `sendfile`, so that several parts are read and written; who asks for those
    /// asks for little.
    Future<Long> send(HttpServerResponse response, Path file, Multipart parts) {
        var options = new OpenOptions().setRead(true).setWrite(false).setCreate(false);
        return vertx.fileSystem()
                .open(file.toString(), options)
                .compose(open -> part(response, open, parts, 0).eventually(() -> open.close()))
                .compose(_ -> response.end(parts.end()))
                .map(_ -> parts.payload());
    }

    private Future<Void> part(HttpServerResponse response, AsyncFile file, Multipart parts, int index) {
        if (index == parts.ranges().size()) {
            return Future.succeededFuture();
        }
        ByteRange range = parts.ranges().get(index);
        return response.write(parts.before(index))
                .compose(_ -> copy(response, file, range.offset(), range.end()))
                .compose(_ -> part(response, file, parts, index + 1));
    }

    /// A chunk is read when the one before has been written: a slow machine holds one.
    private Future<Void> copy(HttpServerResponse response, AsyncFile file, long from, long to) {
        if (from == to) {
            return Future.succeededFuture();
        }
        int length = (int) Math.min(CHUNK, to - from);
        return file.read(Buffer.buffer(length), 0, from, length)
                .compose(chunk -> chunk.length() == length
                        ? response.write(chunk)
                        : Future.failedFuture("the file was cut while it was sent"))
                .compose(_ -> copy(response, file, from + length, to));
    }

    static String boundary() {
        var random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }
}
