package dev.muster.region.node;

import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.Parameters;
import dev.muster.region.refusal.RefusedException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Which part of a list a client asks for. MAAS has no such thing: who asks for no part gets all.
///
/// @param after the number behind which it begins
/// @param limit at most so many nodes
record NodeListPart(long after, int limit) {
    static final int MOST = 1_000;

    private static final List<String> FILTERS = List.of("id", "hostname", "mac_address", "zone", "agent_name", "limit");

    /// Empty where the client asks for no part.
    ///
    /// @throws RefusedException naming the parameter
    static Optional<NodeListPart> of(Parameters parameters) {
        if (!parameters.has("limit") && !parameters.has("after")) {
            return Optional.empty();
        }
        long limit = number(parameters, "limit", MOST);
        if (limit < 1 || limit > MOST) {
            throw RefusedException.field("limit", "Must be between 1 and " + MOST + ".");
        }
        return Optional.of(new NodeListPart(number(parameters, "after", 0), (int) limit));
    }

    private static long number(Parameters parameters, String name, long otherwise) {
        String text = parameters.text(name).orElse(Long.toString(otherwise));
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw RefusedException.field(name, "'" + text + "' is not a whole number.");
        }
    }

    Answer answer(NodeLists lists, NodeFilter filter, ApiCall call) {
        NodePart part = lists.part(filter, after, limit);
        return Answer.pages(
                part.nodes().map(NodeJson.in(call.version())), part.last().map(last -> uri(call, last)));
    }

    /// The question that was asked, moved.
    private static String uri(ApiCall call, long after) {
        var uri = new StringBuilder(call.version().uri("nodes/?op=list"));
        for (String name : FILTERS) {
            for (String value : call.parameters().all(name)) {
                uri.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        return uri.append("&after=").append(after).toString();
    }
}
