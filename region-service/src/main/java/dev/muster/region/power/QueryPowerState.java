package dev.muster.region.power;

import dev.muster.model.power.PowerState;
import dev.muster.model.power.PowerTypes;
import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeAccess;
import dev.muster.region.node.NodeOperations;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Has a machine looked at and waits for the answer.
@ApplicationScoped
class QueryPowerState implements NodeOperations {
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ClusterPower power;
    private final CommandTable table;
    private final NodeAccess access;
    private final PowerConfig config;

    QueryPowerState(ClusterPower power, CommandTable table, NodeAccess access, PowerConfig config) {
        this.power = power;
        this.table = table;
        this.access = access;
        this.config = config;
    }

    @Override
    public void addTo(Operations operations) {
        operations
                .on(Method.GET, "query_power_state", Role.USER, this::answer)
                .says("Asks the machine whether it is on.")
                .answers(Shape.of(State.class));
    }

    private Answer answer(ApiCall call) {
        Node node = access.visible(call);
        if (!PowerTypes.queryable(node.powerType())) {
            return state(PowerState.UNKNOWN);
        }
        return state(awaited(power.query(node.systemId())));
    }

    private static Answer state(PowerState state) {
        return Answer.json(new State(state.wireName()));
    }

    @Schema(name = "PowerState")
    record State(String state) {}

    private PowerState awaited(UUID id) {
        long deadline = System.nanoTime() + config.queryWait().toNanos();
        while (System.nanoTime() < deadline) {
            var command =
                    table.byId(id).orElseThrow(() -> RefusedException.notFound("power command with id", id.toString()));
            switch (command.state()) {
                case "done" -> {
                    return command.powerState();
                }
                case "failed" ->
                    throw RefusedException.unavailable("The power state cannot be told: " + command.message());
                case "replaced" -> throw RefusedException.busy("The machine is being switched.", ClusterPower.RETRY);
                default -> pause();
            }
        }
        throw RefusedException.busy(
                "No answer of the cluster within " + config.queryWait().toSeconds() + " s.", ClusterPower.RETRY);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
