package dev.muster.region.api;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Requests that failed by our own fault: one line in the log for each, long enough to find the fault, and not longer.
final class Failures {
    private static final Logger LOG = Logger.getLogger(Failures.class);

    /// Of a whole entry, characters.
    static final int LONGEST = 4_000;

    private static final int LONGEST_MESSAGE = 300;
    private static final int FRAMES = 8;
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

    private Failures() {}

    /// The path without its query, where secrets may be.
    static void log(HttpServerRequest request, @Nullable Throwable failure) {
        LOG.error(line(request.method().name(), Objects.requireNonNullElse(request.path(), ""), failure));
    }

    static String line(String method, String path, @Nullable Throwable failure) {
        var text = new StringBuilder(method + " " + clean(path) + " failed");
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < FRAMES; depth++) {
            text.append(depth == 0 ? ": " : "; caused by ")
                    .append(cause.getClass().getName())
                    .append(": ")
                    .append(clean(String.valueOf(cause.getMessage())))
                    .append(frames(cause));
            cause = cause.getCause();
        }
        return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text.toString();
    }

    static String reason(int status) {
        return Optional.ofNullable(Response.Status.fromStatusCode(status))
                .map(Response.Status::getReasonPhrase)
                .orElse("Error " + status);
    }

    /// Where it was thrown, and where our own code comes in.
    private static String frames(Throwable cause) {
        StackTraceElement[] stack = cause.getStackTrace();
        String ours = Arrays.stream(stack)
                .skip(1)
                .filter(frame -> frame.getClassName().startsWith("dev.muster.")
                        && !frame.getClassName().contains("_"))
                .limit(FRAMES)
                .map(Failures::shown)
                .collect(Collectors.joining(", "));
        String thrown = stack.length == 0 ? "" : " at " + shown(stack[0]);
        return ours.isEmpty() ? thrown : thrown + " in " + ours;
    }

    private static String shown(StackTraceElement frame) {
        String type = frame.getClassName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName() + ":" + frame.getLineNumber();
    }

    private static String clean(String text) {
        String plain = CONTROLS.matcher(text).replaceAll(" ");
        return plain.length() > LONGEST_MESSAGE ? plain.substring(0, LONGEST_MESSAGE) + "…" : plain;
    }
}
