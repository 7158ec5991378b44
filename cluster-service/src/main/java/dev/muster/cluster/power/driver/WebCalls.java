package dev.muster.cluster.power.driver;

import dev.muster.cluster.power.PowerFailure;
import dev.muster.cluster.power.PowerTarget;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;

/// HTTP to BMCs and to what stands for one: bounded in time and size, never to another place than asked for, with
/// certificates checked unless the operator says otherwise.
final class WebCalls {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration CALL = Duration.ofSeconds(20);
    private static final int LONGEST = 1 << 20;

    private final HttpClient checking = client().build();
    private final HttpClient trusting =
            client().sslContext(AnyCertificate.context()).build();

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
    }

    /// An answer.
    ///
    /// @param etag empty if it has none
    record Reply(int status, String body, Optional<String> etag) {
        boolean well() {
            return status >= 200 && status < 300;
        }

        /// Without the body: a BMC may say anything in it.
        @Override
        public String toString() {
            return "Reply[status=" + status + "]";
        }
    }

    /// @throws PowerFailure if the place cannot be called at all
    static URI uri(String field, String text) throws PowerFailure {
        try {
            URI uri = URI.create(text.strip());
            String scheme = String.valueOf(uri.getScheme());
            if ((scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // told below; the message would quote what may hold a password
        }
        throw PowerFailure.lasting("the power parameter " + field + " is not an http or https URL");
    }

    /// With the target's password, or token, in the header.
    static HttpRequest.Builder request(URI uri, PowerTarget target) {
        var builder = HttpRequest.newBuilder(uri).timeout(CALL).header("Accept", "application/json");
        Optional<String> token = target.optional("power_token");
        String user = target.value("power_user");
        if (token.isPresent()) {
            builder.header("Authorization", "Bearer " + token.get());
        } else if (!user.isEmpty()) {
            String pair = user + ":" + target.value("power_pass");
            builder.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        return builder;
    }

    /// @throws PowerFailure if there is no answer, or one that says that the caller may not ask
    Reply call(HttpRequest request, PowerTarget target) throws PowerFailure, InterruptedException {
        var client = target.value("power_verify_ssl").equals("n") ? trusting : checking;
        String place = request.uri().getHost();
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            String body = read(response.body());
            int status = response.statusCode();
            if (status == 401 || status == 403) {
                throw PowerFailure.lasting(place + " refuses user, password or token (" + status + ")");
            }
            return new Reply(status, body, response.headers().firstValue("ETag"));
        } catch (HttpConnectTimeoutException | ConnectException e) {
            throw PowerFailure.passing(place + " does not answer");
        } catch (HttpTimeoutException e) {
            throw PowerFailure.passing(place + " did not answer within " + CALL.toSeconds() + " s");
        } catch (SSLHandshakeException e) {
            throw PowerFailure.lasting(
                    "the TLS certificate of " + place + " is not trusted; power_verify_ssl=n takes any");
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while " + place + " answered");
            }
            throw PowerFailure.passing(place + " does not speak HTTP as it should");
        }
    }

    private static String read(InputStream body) throws IOException {
        try (body) {
            return new String(body.readNBytes(LONGEST), StandardCharsets.UTF_8);
        }
    }
}
