package dev.muster.region;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.restassured.RestAssured;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A client of the region that sends whatever bytes it is given, over one connection as long as that lasts.
public final class RawHttp implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final InetAddress from;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    public RawHttp() {
        this(InetAddress.getLoopbackAddress());
    }

    /// @param from the address that the region sees: any of 127.0.0.0/8
    public RawHttp(InetAddress from) {
        this.from = from;
    }

    /// What came back.
    ///
    /// @param headers names in lower case
    /// @param body one character for each octet; empty for a stream without end
    public record Reply(int status, Map<String, String> headers, String body) {}

    /// Sends a request and reads the answer.
    ///
    /// @param request whole, with its empty line
    public Reply send(byte[] request) throws IOException {
        boolean fresh = socket == null;
        try {
            return once(request);
        } catch (IOException e) {
            close();
            if (fresh) {
                throw e;
            }
            // the region may have ended the connection after its last answer
            return once(request);
        }
    }

    private Reply once(byte[] request) throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket();
            open.bind(new InetSocketAddress(from, 0));
            open.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), RestAssured.port), TIMEOUT_MILLIS);
            open.setSoTimeout(TIMEOUT_MILLIS);
            open.setTcpNoDelay(true);
            socket = open;
            in = new BufferedInputStream(open.getInputStream());
        }
        open.getOutputStream().write(request);
        return reply(request[0] == 'H');
    }

    private Reply reply(boolean head) throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        var headers = new LinkedHashMap<String, String>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if (headers.getOrDefault("content-type", "").startsWith("text/event-stream")) {
            close();
            return new Reply(status, headers, "");
        }
        String body = head || status == 204 ? "" : body(headers);
        if ("close".equalsIgnoreCase(headers.get("connection"))) {
            close();
        }
        return new Reply(status, headers, body);
    }

    private String body(Map<String, String> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            return text(Integer.parseInt(headers.get("content-length")));
        }
        if (!headers.containsKey("transfer-encoding")) {
            return "";
        }
        var body = new StringBuilder();
        for (int size = size(); size > 0; size = size()) {
            body.append(text(size));
            line();
        }
        line();
        return body.toString();
    }

    private int size() throws IOException {
        return Integer.parseInt(line().strip(), 16);
    }

    private String text(int length) throws IOException {
        byte[] bytes = input().readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer ends early");
        }
        return new String(bytes, ISO_8859_1);
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = input().read(); octet != '\n'; octet = input().read()) {
            if (octet < 0) {
                throw new EOFException("the region ended the connection");
            }
            line.write(octet);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    private InputStream input() throws IOException {
        if (in == null) {
            throw new EOFException("not connected");
        }
        return in;
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = null;
        in = null;
    }
}
