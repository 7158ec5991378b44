package dev.muster.cluster.http;

import dev.muster.cluster.images.ImageStore;
import dev.muster.model.cluster.AttestedCaller;
import dev.muster.model.node.MacAddress;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The routes on a bare Vert.x server, and what they told.
final class NodeHttpFixture implements AutoCloseable {
    /// What the kernel is said to see.
    static final MacAddress NEIGHBOUR = MacAddress.of("52:54:00:aa:00:77");

    static final MacAddress MAC = MacAddress.of("52:54:00:12:34:56");

    record Served(String path, long bytes, int status, Optional<MacAddress> mac) {}

    record Proxied(String method, String path, int status) {}

    record Report(Optional<MacAddress> mac, InetAddress from, String step, String error) {}

    final BlockingQueue<Served> served = new LinkedBlockingQueue<>();
    final BlockingQueue<MalformedHeader.Reason> ignored = new LinkedBlockingQueue<>();
    final BlockingQueue<Proxied> proxied = new LinkedBlockingQueue<>();
    final BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    volatile List<URI> regions = List.of();
    volatile Optional<String> credentials = Optional.of("uuid:token");
    volatile Optional<MacAddress> leased = Optional.of(MAC);
    volatile boolean attesting = true;

    private final Vertx vertx = Vertx.vertx();
    private final NodeHttp http;
    private final HttpServer server;

    NodeHttpFixture(Path images) {
        this(images, HttpLimits.DEFAULT);
    }

    NodeHttpFixture(Path images, HttpLimits limits) {
        http = new NodeHttp(
                vertx,
                new ImageStore(images),
                new NodeHttp.Collaborators(new Regions(), new Leased(), this::report, this::script, new Events()),
                limits);
        Router router = Router.router(vertx);
        router.get("/q/health").handler(context -> context.response().end("UP"));
        http.mount(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    int port() {
        return server.actualPort();
    }

    Socket connect() throws IOException {
        return new Socket(InetAddress.ofLiteral("127.0.0.1"), port());
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(40));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpResponse<String> sendForText(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T item = queue.poll(20, TimeUnit.SECONDS);
        if (item == null) {
            throw new AssertionError("nothing was told");
        }
        return item;
    }

    private Optional<String> script(LoaderScripts.Request request) throws IOException {
        if (request.name().equals("ipxe.cfg-broken")) {
            throw new IOException("broken");
        }
        return request.name().equals("ipxe.cfg")
                ? Optional.of("#!ipxe\n# " + request.arch().orElse("none") + "\n")
                : Optional.empty();
    }

    private void report(Optional<MacAddress> mac, InetAddress from, String step, String error) {
        reports.add(new Report(mac, from, step, error));
    }

    @Override
    public void close() {
        client.close();
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private final class Regions implements RegionEndpoints {
        @Override
        public List<URI> regions() {
            return regions;
        }

        @Override
        public Optional<String> credentials() {
            return credentials;
        }
    }

    private final class Leased implements Attestation {
        @Override
        public Optional<MacAddress> macOf(InetAddress address) {
            return leased;
        }

        @Override
        public AttestedCaller asking(InetAddress address) {
            return new AttestedCaller(address.getHostAddress(), leased.filter(_ -> attesting), Optional.of(NEIGHBOUR));
        }
    }

    private final class Events implements HttpEvents {
        @Override
        public void fileServed(Caller caller, String path, long bytes, Duration took, int status) {
            served.add(new Served(path, bytes, status, caller.mac()));
        }

        @Override
        public void ignored(Caller caller, MalformedHeader.Reason reason) {
            ignored.add(reason);
        }

        @Override
        public void proxied(Caller caller, String method, String path, int status, Duration took) {
            proxied.add(new Proxied(method, path, status));
        }
    }
}
