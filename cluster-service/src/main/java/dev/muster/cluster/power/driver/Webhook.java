package dev.muster.cluster.power.driver;

import dev.muster.cluster.power.PowerDriver;
import dev.muster.cluster.power.PowerFailure;
import dev.muster.cluster.power.PowerTarget;
import dev.muster.model.power.PowerState;
import java.net.http.HttpRequest;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Somebody else's web service that switches machines: POST to switch, GET to ask, and a pattern for each state in
/// what it answers. The header `System_id` says which node is meant, as MAAS does.
final class Webhook implements PowerDriver {
    private static final int MOST_MATCHED = 16 * 1024;

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
        if (pattern(target, "power_on_regex").matcher(text).find()) {
            return PowerState.ON;
        }
        return pattern(target, "power_off_regex").matcher(text).find() ? PowerState.OFF : PowerState.UNKNOWN;
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

    private static Pattern pattern(PowerTarget target, String field) throws PowerFailure {
        try {
            return Pattern.compile(target.value(field));
        } catch (PatternSyntaxException e) {
            throw PowerFailure.lasting("the power parameter " + field + " is not a pattern: " + e.getDescription());
        }
    }
}
