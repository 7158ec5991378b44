package dev.muster.region.boot;

import dev.muster.model.boot.BootAnswer;
import dev.muster.model.log.LogFields;
import dev.muster.model.node.MacAddress;
import dev.muster.region.api.Api;
import dev.muster.region.auth.CallingCluster;
import dev.muster.region.cluster.Clusters;
import dev.muster.region.events.EventType;
import dev.muster.region.events.Timeline;
import dev.muster.region.node.MacRules;
import dev.muster.region.node.MachineIdentity;
import dev.muster.region.refusal.RefusedException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// `pxeconfig/`: a cluster asks what one machine is to boot. Anonymous, as in MAAS: the answer holds no secret.
/// That a machine has booted is believed only of one that a cluster saw ask.
@Path(Api.PXECONFIG)
@RunOnVirtualThread
public class PxeConfigResource {
    private final BootTargets targets;
    private final Clusters clusters;
    private final Answers answers;
    private final BaseUrls baseUrls;
    private final Timeline timeline;
    private final CallingCluster cluster;
    private final MachineIdentity identity;
    private final MacRules rules;
    private final Racks racks;
    private final AnonymousCalls anonymous;

    PxeConfigResource(
            BootTargets targets,
            Clusters clusters,
            Answers answers,
            BaseUrls baseUrls,
            Timeline timeline,
            CallingCluster cluster,
            MachineIdentity identity,
            MacRules rules,
            Racks racks,
            AnonymousCalls anonymous) {
        this.anonymous = anonymous;
        this.cluster = cluster;
        this.identity = identity;
        this.rules = rules;
        this.racks = racks;
        this.targets = targets;
        this.clusters = clusters;
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
        anonymous.count();
        return answer(query(local, mac, arch, cluster))
                .map(answer -> Response.ok(answer, MediaType.APPLICATION_JSON_TYPE))
                .orElseGet(Response::noContent)
                .build();
    }

    private Optional<BootAnswer> answer(PxeQuery query) {
        query.mac().map(LogFields.none()::mac).ifPresent(LogFields::put);
        String base =
                baseUrls.of(query.local(), query.cluster().map(this::httpPort).orElseGet(OptionalInt::empty));
        Optional<BootTarget> node = query.mac().filter(rules::identifies).flatMap(this::known);
        if (node.isPresent()) {
            return Optional.of(answered(query.mac().orElseThrow(), node.get(), base, query.local()));
        }
        return query.mac().isPresent() && query.arch().isEmpty()
                ? Optional.empty()
                : Optional.of(answers.enlist(base, query.local(), query.arch()));
    }

    private OptionalInt httpPort(UUID uuid) {
        return cluster.uuid().filter(uuid::equals).isPresent() ? cluster.httpPort() : clusters.httpPort(uuid);
    }

    /// A machine that only claims an address is not known by it, but for one of which nothing else is known.
    private Optional<BootTarget> known(MacAddress mac) {
        return targets.byMac(mac).or(() -> cluster.nodeMac()
                .filter(mac::equals)
                .filter(targets::isClaimed)
                .flatMap(seen -> identity.of(seen, List.of()))
                .flatMap(node -> targets.bySystemId(node.systemId())));
    }

    private BootAnswer answered(MacAddress mac, BootTarget node, String base, String local) {
        var answer = answers.known(node, base, local);
        if (isAsking(mac)) {
            targets.bootedFrom(node, mac);
            racks.seen(node, mac);
            timeline.record(EventType.NODE_PXE_REQUEST, node.id(), mac, BootPolicy.describe(answer.purpose()));
        }
        return answer;
    }

    /// Whether a cluster says that it is this card which asks. Anybody can ask in the name of any: he is answered,
    /// and that is all.
    private boolean isAsking(MacAddress mac) {
        return cluster.neighbour().or(cluster::nodeMac).filter(mac::equals).isPresent();
    }

    private static PxeQuery query(
            @Nullable String local, @Nullable String mac, @Nullable String arch, @Nullable String cluster) {
        try {
            return PxeQuery.of(local, mac, arch, cluster);
        } catch (InvalidPxeQueryException e) {
            throw RefusedException.invalid(String.valueOf(e.getMessage()));
        }
    }
}
