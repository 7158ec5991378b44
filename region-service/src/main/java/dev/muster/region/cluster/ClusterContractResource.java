package dev.muster.region.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.cluster.ClusterRegistration;
import dev.muster.model.cluster.ClusterWelcome;
import dev.muster.region.api.Json;
import dev.muster.region.api.MalformedBodyException;
import dev.muster.region.auth.CallingCluster;
import dev.muster.region.refusal.RefusedException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/// What clusters call: joining, and the sign of life.
@Path("/MAAS/cluster/v1")
@RunOnVirtualThread
class ClusterContractResource {
    private static final int MAX_INTERFACES = 256;

    private final Joining joining;
    private final Clusters clusters;
    private final CallingCluster caller;
    private final ObjectMapper mapper;

    ClusterContractResource(Joining joining, Clusters clusters, CallingCluster caller, ObjectMapper mapper) {
        this.joining = joining;
        this.clusters = clusters;
        this.caller = caller;
        this.mapper = mapper;
    }

    @POST
    @Path("/register")
    @Produces(MediaType.APPLICATION_JSON)
    public ClusterWelcome register(byte[] body) {
        ClusterRegistration registration = read(body);
        if (caller.isPresent()) {
            if (!caller.uuid().equals(Optional.of(registration.uuid()))) {
                throw RefusedException.forbidden("The credentials are another cluster's.");
            }
            return joining.back(registration);
        }
        String secret = registration.secret();
        if (secret == null || secret.isBlank()) {
            throw RefusedException.unauthenticated("A cluster registers with a join secret or with its credentials.");
        }
        return joining.join(registration, secret.strip());
    }

    @POST
    @Path("/heartbeat")
    public Response heartbeat() {
        if (!caller.uuid().map(clusters::seen).orElse(false)) {
            throw RefusedException.unauthenticated("Only clusters have a heartbeat.");
        }
        return Response.noContent().build();
    }

    private ClusterRegistration read(byte[] body) {
        try {
            JsonNode json = Json.read(body);
            for (String field : new String[] {"uuid", "name", "http_port", "interfaces"}) {
                if (!json.hasNonNull(field)) {
                    throw RefusedException.field(field, "This field is required.");
                }
            }
            ClusterRegistration registration = mapper.treeToValue(json, ClusterRegistration.class);
            if (registration.interfaces().size() > MAX_INTERFACES) {
                throw RefusedException.field("interfaces", "At most " + MAX_INTERFACES + ".");
            }
            if (registration.httpPort() < 1 || registration.httpPort() > 65_535) {
                throw RefusedException.field("http_port", "A port is a number from 1 to 65535.");
            }
            return registration;
        } catch (MalformedBodyException e) {
            throw RefusedException.invalid("Bad Request: " + e.getMessage() + ".");
        } catch (JsonProcessingException e) {
            throw RefusedException.invalid("Bad Request: not a registration" + Json.place(e) + ".");
        }
    }
}
