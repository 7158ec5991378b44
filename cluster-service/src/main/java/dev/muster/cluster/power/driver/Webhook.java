package dev.muster.cluster.power.driver;

import dev.muster.cluster.power.PowerDriver;
import dev.muster.cluster.power.PowerFailure;
import dev.muster.cluster.power.PowerTarget;
import dev.muster.model.power.PowerState;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Somebody else's web service that switches machines: POST to switch, GET to ask, and a pattern for each state in
/// what it answers. The header `System_id` says which node is meant, as MAAS does.
final class Webhook implements PowerDriver {
    private static final int MOST_MATCHED = 16 * 1024;
    private static final Duration LONGEST_MATCH = Duration.ofSeconds(2);

    private final WebCalls web;

    Webhook(WebCalls web) {
        this.web = web;
    }

    @Override
    public void on(PowerTarget target) throws PowerFailure, InterruptedException {
        post(target, "power_on_uri");
    }

    @Override
    public void off(PowerTarget target) throws PowerFailure, InterruptedException {
        post(target, "power_off_uri");
    }

    @Override
    public void softOff(PowerTarget target) throws PowerFailure, InterruptedException {
        off(target);
    }

    @Override
    public PowerState state(PowerTarget target) throws PowerFailure, InterruptedException {
        String answer = call(target, "power_query_uri", "GET");
        String text = answer.substring(0, Math.min(answer.length(), MOST_MATCHED));
        if (finds(target, "power_on_regex", text)) {
            return PowerState.ON;
        }
        return finds(target, "power_off_regex", text) ? PowerState.OFF : PowerState.UNKNOWN;
    }

    private void post(PowerTarget target, String field) throws PowerFailure, InterruptedException {
        call(target, field, "POST");
    }

    private String call(PowerTarget target, String field, String method) throws PowerFailure, InterruptedException {
        var uri = WebCalls.uri(field, target.mandatory(field));
        var request = WebCalls.request(uri, target)
                .header("Content-Type", "application/json")
                .header("System_id", target.systemId())
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        var reply = web.call(request, target);
        if (!reply.well()) {
            throw PowerFailure.passing(field + " answered " + reply.status());
        }
        return reply.body();
    }

    private static boolean finds(PowerTarget target, String field, String text) throws PowerFailure {
        try {
            return pattern(target, field)
                    .matcher(TimedText.readableFor(LONGEST_MATCH, text))
                    .find();
        } catch (TimedText.Expired | StackOverflowError e) {
            throw PowerFailure.lasting("the power parameter " + field + " is too hard to match: it took more than "
                    + LONGEST_MATCH.toSeconds() + " s, or too much memory, on what power_query_uri answered");
        }
    }

    private static Pattern pattern(PowerTarget target, String field) throws PowerFailure {
        try {
            return Pattern.compile(target.value(field));
        } catch (PatternSyntaxException e) {
            throw PowerFailure.lasting("the power parameter " + field + " is not a pattern: " + e.getDescription());
        }
    }
}
