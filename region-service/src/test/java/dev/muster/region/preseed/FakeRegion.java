package dev.muster.region.preseed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a machine hears when it calls: files by path with ranges, `OK` to every POST, and refusals on demand.
final class FakeRegion implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
    private static final Pattern PART = Pattern.compile("name=\"([^\"]+)\"");

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, List<Refusal>> refusals = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /// One request. The body byte by byte as a char each.
    record Call(String method, String path, String authorization, String contentType, String body) {
        /// The parts of a multipart body, read by hand: name → content.
        Map<String, String> parts() {
            String boundary = "--" + contentType.substring(contentType.indexOf("boundary=") + 9);
            var parts = new LinkedHashMap<String, String>();
            String[] pieces = body.split(Pattern.quote(boundary), -1);
            for (int i = 1; i < pieces.length - 1; i++) {
                int head = pieces[i].indexOf("\r\n\r\n");
                var name = PART.matcher(pieces[i].substring(0, head));
                if (!name.find()) {
                    throw new AssertionError("a part has no name");
                }
                parts.put(name.group(1), pieces[i].substring(head + 4, pieces[i].length() - 2));
            }
            return parts;
        }
    }

    /// An answer instead of the right one, once.
    record Refusal(int status, String date, int cutAfter) {}

    FakeRegion() {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /// `http://127.0.0.1:1234/MAAS`
    String baseUrl() {
        return "http://127.0.0.1:" + server.actualPort() + "/MAAS";
    }

    FakeRegion file(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    /// The next call of this path gets this status.
    FakeRegion refuse(String path, int status) {
        return refuse(path, new Refusal(status, "", -1));
    }

    FakeRegion refuse(String path, Refusal refusal) {
        refusals.computeIfAbsent(path, _ -> new CopyOnWriteArrayList<>()).add(refusal);
        return this;
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    /// The signals in their order, refused ones too.
    List<Map<String, String>> signals() {
        return calls.stream()
                .filter(call -> call.method.equals("POST") && call.path.endsWith("/2012-03-01/"))
                .map(Call::parts)
                .toList();
    }

    /// Status and text of each signal.
    List<String> told() {
        return signals().stream()
                .map(signal -> signal.get("status") + " " + signal.get("error"))
                .toList();
    }

    List<Call> posts(String path) {
        return calls.stream()
                .filter(call -> call.method.equals("POST") && call.path.equals(path))
                .toList();
    }

    private void answer(HttpServerRequest request, Buffer body) {
        String path = request.path();
        calls.add(new Call(
                request.method().name(),
                path,
                request.getHeader("Authorization") == null ? "" : request.getHeader("Authorization"),
                request.getHeader("Content-Type") == null ? "" : request.getHeader("Content-Type"),
                body.toString(ISO_8859_1)));
        var planned = refusals.getOrDefault(path, List.of());
        byte[] file = files.get(path);
        if (!planned.isEmpty()) {
            refuse(request.response(), planned.removeFirst(), file);
        } else if (HttpMethod.POST.equals(request.method())) {
            request.response().end("OK");
        } else if (file != null) {
            sendFile(request, file);
        } else {
            request.response().setStatusCode(404).end("no such file");
        }
    }

    /// With a date, with the beginning of a file, or with nothing but the status.
    private static void refuse(HttpServerResponse response, Refusal refusal, byte @Nullable [] file) {
        response.setStatusCode(refusal.status);
        if (!refusal.date.isEmpty()) {
            response.putHeader("Date", refusal.date);
        }
        if (refusal.cutAfter < 0 || file == null) {
            response.end("no: " + refusal.status);
            return;
        }
        response.putHeader("Content-Length", String.valueOf(file.length));
        response.putHeader("Content-Range", "bytes 0-" + (file.length - 1) + "/" + file.length);
        response.write(Buffer.buffer(Arrays.copyOf(file, refusal.cutAfter))).onComplete(_ -> response.reset());
    }

    private static void sendFile(HttpServerRequest request, byte[] file) {
        String asked = request.getHeader("Range");
        var range = RANGE.matcher(asked == null ? "" : asked);
        if (!range.matches()) {
            request.response().end(Buffer.buffer(file));
            return;
        }
        int from = Integer.parseInt(range.group(1));
        int to = range.group(2).isEmpty() ? file.length : Math.min(file.length, Integer.parseInt(range.group(2)) + 1);
        request.response()
                .setStatusCode(206)
                .putHeader("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + file.length)
                .end(Buffer.buffer(Arrays.copyOfRange(file, from, to)));
    }

    /// A tar of `commissioning.d/<name>` entries, as the region makes it.
    static byte[] tar(Map<String, String> scripts) {
        var blocks = new ArrayList<byte[]>();
        scripts.forEach((name, content) -> {
            byte[] bytes = content.getBytes(UTF_8);
            blocks.add(tarHeader("commissioning.d/" + name, bytes.length));
            blocks.add(Arrays.copyOf(bytes, (bytes.length + 511) / 512 * 512));
        });
        blocks.add(new byte[1024]);
        var tar = new ByteArrayOutputStream();
        blocks.forEach(tar::writeBytes);
        return tar.toByteArray();
    }

    private static byte[] tarHeader(String name, int size) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000755\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, "%011o\0".formatted(size));
        put(header, 136, "00000000000\0");
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, "%06o\0 ".formatted(sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
