package dev.muster.region.boot;

import dev.muster.model.boot.BootAnswer;
import dev.muster.region.api.Api;
import dev.muster.region.api.ApiException;
import dev.muster.region.events.EventType;
import dev.muster.region.events.Timeline;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.OptionalInt;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// `pxeconfig/`: a cluster asks what one machine is to boot. Anonymous, as in MAAS: the answer holds no secret.
@Path(Api.BASE + "/pxeconfig/")
@RunOnVirtualThread
public class PxeConfigResource {
    private final BootTargets targets;
    private final Answers answers;
    private final BaseUrls baseUrls;
    private final Timeline timeline;

    PxeConfigResource(BootTargets targets, Answers answers, BaseUrls baseUrls, Timeline timeline) {
        this.targets = targets;
        this.answers = answers;
        this.baseUrls = baseUrls;
        this.timeline = timeline;
    }

    /// 204 for a machine that is not known and did not say its architecture: PXELINUX then goes on to `default`.
    @GET
    public Response config(
            @RestQuery @Nullable String local,
            @RestQuery @Nullable String mac,
            @RestQuery @Nullable String arch,
            @RestQuery("cluster_uuid") @Nullable String cluster) {
        return answer(query(local, mac, arch, cluster))
                .map(answer -> Response.ok(answer, MediaType.APPLICATION_JSON_TYPE))
                .orElseGet(Response::noContent)
                .build();
    }

    private Optional<BootAnswer> answer(PxeQuery query) {
        String base = baseUrls.of(
                query.local(), query.cluster().map(targets::httpPort).orElseGet(OptionalInt::empty));
        Optional<BootTarget> node = query.mac().flatMap(targets::byMac);
        if (node.isPresent()) {
            return Optional.of(known(query, node.get(), base));
        }
        return query.mac().isPresent() && query.arch().isEmpty()
                ? Optional.empty()
                : Optional.of(answers.enlist(base, query.local(), query.arch()));
    }

    private BootAnswer known(PxeQuery query, BootTarget node, String base) {
        var answer = answers.known(node, base, query.local());
        var mac = query.mac().orElseThrow();
        targets.bootedFrom(node.id(), mac);
        timeline.record(EventType.NODE_PXE_REQUEST, node.id(), mac, BootPolicy.describe(answer.purpose()));
        return answer;
    }

    private static PxeQuery query(
            @Nullable String local, @Nullable String mac, @Nullable String arch, @Nullable String cluster) {
        try {
            return PxeQuery.of(local, mac, arch, cluster);
        } catch (InvalidPxeQueryException e) {
            throw ApiException.badRequest(String.valueOf(e.getMessage()));
        }
    }
}
