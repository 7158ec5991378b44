package dev.muster.cluster.http;

/// What machines may ask for at once.
///
/// @param ranges of one request; the whole file is sent to who asks for more, as RFC 9110 14.2 allows
/// @param files being sent at once; a request beyond is answered 503 with `Retry-After`
/// @param filesPerClient being sent at once to one address; likewise
public record HttpLimits(int ranges, int files, int filesPerClient) {
    public static final HttpLimits DEFAULT = new HttpLimits(64, 4096, 128);

    public HttpLimits {
        if (ranges < 1 || files < 1 || filesPerClient < 1) {
            throw new IllegalArgumentException("a limit of the HTTP server is below 1");
        }
    }
}
