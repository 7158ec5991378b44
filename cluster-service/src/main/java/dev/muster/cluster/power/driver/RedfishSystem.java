package dev.muster.cluster.power.driver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.cluster.power.PowerFailure;
import dev.muster.cluster.power.PowerTarget;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// One `ComputerSystem` of a Redfish service (DMTF DSP0266, DSP0268).
///
/// @param uri of the resource
record RedfishSystem(WebCalls web, PowerTarget target, URI uri) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SYSTEMS = "/redfish/v1/Systems";
    private static final String BOOT_ONCE =
            "{\"Boot\": {\"BootSourceOverrideEnabled\": \"Once\", \"BootSourceOverrideTarget\": \"Pxe\"}}";

    /// The system that `node_id` names; without it the only one.
    static RedfishSystem find(WebCalls web, PowerTarget target) throws PowerFailure, InterruptedException {
        String address = target.mandatory("power_address").strip();
        URI service = WebCalls.uri("power_address", address.contains("://") ? address : "https://" + address);
        var collection = new RedfishSystem(web, target, service.resolve(SYSTEMS));
        var found = new ArrayList<URI>();
        for (JsonNode member : collection.read().path("Members")) {
            found.add(collection.same(member.path("@odata.id").asText()));
        }
        Optional<String> wanted = target.optional("node_id");
        if (wanted.isPresent()) {
            found.removeIf(system -> !lastSegment(system).equals(wanted.get()));
        }
        if (found.size() != 1) {
            throw PowerFailure.lasting(
                    found.isEmpty()
                            ? "the Redfish service has no such system; see the power parameter node_id"
                            : "the Redfish service has " + found.size()
                                    + " systems: the power parameter node_id has to name one");
        }
        return new RedfishSystem(web, target, found.getFirst());
    }

    private static String lastSegment(URI uri) {
        String path = uri.getPath().replaceAll("/+$", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }

    JsonNode read() throws PowerFailure, InterruptedException {
        return json(answered("GET", uri, Optional.empty(), Optional.empty()));
    }

    /// @param kinds reset types, the best first; the first that the service allows is taken
    void reset(List<String> kinds) throws PowerFailure, InterruptedException {
        JsonNode action = read().path("Actions").path("#ComputerSystem.Reset");
        String path = action.path("target").asText();
        if (path.isEmpty()) {
            throw PowerFailure.lasting("the Redfish service does not offer ComputerSystem.Reset");
        }
        List<String> allowed = StreamSupport.stream(
                        action.path("ResetType@Redfish.AllowableValues").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        String kind = kinds.stream()
                .filter(one -> allowed.isEmpty() || allowed.contains(one))
                .findFirst()
                .orElseThrow(() -> PowerFailure.lasting("the Redfish service allows none of " + kinds));
        answered("POST", same(path), Optional.of("{\"ResetType\": \"" + kind + "\"}"), Optional.empty());
    }

    /// With the ETag of what was read, where there is one: services refuse a change without it, or one of old state.
    void bootOnceFromNetwork() throws PowerFailure, InterruptedException {
        var now = answered("GET", uri, Optional.empty(), Optional.empty());
        Optional<String> etag = now.etag()
                .or(() -> Optional.of(json(now).path("@odata.etag").asText()).filter(text -> !text.isEmpty()));
        answered("PATCH", uri, Optional.of(BOOT_ONCE), etag);
    }

    /// @param path as the service gave it; credentials go to no other place
    private URI same(String path) throws PowerFailure {
        URI resolved = uri.resolve(path.replace(" ", "%20"));
        boolean here = uri.getScheme().equals(resolved.getScheme())
                && uri.getAuthority().equals(resolved.getAuthority());
        if (!here) {
            throw PowerFailure.lasting("the Redfish service points to another host");
        }
        return resolved;
    }

    private WebCalls.Reply answered(String method, URI place, Optional<String> body, Optional<String> etag)
            throws PowerFailure, InterruptedException {
        var builder = WebCalls.request(place, target).header("OData-Version", "4.0");
        etag.ifPresent(tag -> builder.header("If-Match", tag));
        if (body.isPresent()) {
            builder.header("Content-Type", "application/json");
        }
        var publisher = body.map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody);
        var reply = web.call(builder.method(method, publisher).build(), target);
        if (!reply.well()) {
            throw PowerFailure.passing(
                    "the Redfish service answered " + reply.status() + " to " + method + " " + place.getPath());
        }
        return reply;
    }

    private static JsonNode json(WebCalls.Reply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (JsonProcessingException notJson) {
            return JSON.createObjectNode();
        }
    }

    @Override
    public String toString() {
        return "RedfishSystem[" + uri + "]";
    }
}
