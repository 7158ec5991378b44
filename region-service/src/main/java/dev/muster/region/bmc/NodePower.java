package dev.muster.region.bmc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.power.PowerState;
import dev.muster.region.secrets.SecretBox;
import dev.muster.region.secrets.WrongKeyException;
import dev.muster.region.sql.Conditions;
import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// `node_power`: the type and the parameters by which a node is switched. They hold passwords: in the database they
/// are JSON, sealed for their node.
@ApplicationScoped
public class NodePower {
    private static final Logger LOG = Logger.getLogger(NodePower.class);
    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

    private static final String OF = " from node_power p join known_nodes n on n.id = p.node_id where n.system_id = ?";

    private final Sql database;
    private final SecretBox box;
    private final ObjectMapper mapper;

    NodePower(Sql database, SecretBox box, ObjectMapper mapper) {
        this.database = database;
        this.box = box;
        this.mapper = mapper;
    }

    /// How a node is switched.
    ///
    /// @param parameters passwords included; none where they were sealed with a key that is lost
    /// @param byMachine whether no administrator has said where the BMC is
    public record Control(String type, Map<String, Object> parameters, boolean byMachine) {
        public static final Control NONE = new Control("", Map.of(), false);

        /// Without the parameters: passwords are among them.
        @Override
        public String toString() {
            return "Control[type=" + type + ", byMachine=" + byMachine + "]";
        }
    }

    /// [Control#NONE] of a node that is not there.
    public Control of(String systemId) {
        return database.first(
                        "select p.type, p.parameters, p.by_machine" + OF,
                        row -> new Control(
                                row.getString(1),
                                opened(systemId, Optional.ofNullable(row.getBytes(2))),
                                row.getBoolean(3)),
                        systemId)
                .orElse(Control.NONE);
    }

    /// Whether no administrator has said where the node's BMC is.
    public boolean isByMachine(String systemId) {
        return database.exists("select 1" + OF + " and p.by_machine", systemId);
    }

    public void put(long nodeId, String systemId, Control control) {
        try {
            String json = control.parameters().isEmpty() ? "" : mapper.writeValueAsString(control.parameters());
            put(nodeId, systemId, control.type(), json, control.byMachine());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("power parameters of " + systemId + " cannot be written", e);
        }
    }

    /// The sealed parameters stay as they are.
    public void type(long nodeId, String type) {
        database.update("update node_power set type = ? where node_id = ?", type, nodeId);
    }

    /// @param parameters a JSON object, or empty text for none
    public void put(long nodeId, String systemId, String type, String parameters, boolean byMachine) {
        database.update(
                "update node_power set type = ?, parameters = ?, by_machine = ? where node_id = ?",
                type,
                parameters.isBlank() ? null : box.seal(parameters, systemId),
                byMachine,
                nodeId);
    }

    /// Notes whether the machine is on.
    public void seen(long nodeId, PowerState state) {
        database.update(
                "update node_power set state = ? where node_id = ? and state <> ?",
                state.wireName(),
                nodeId,
                state.wireName());
    }

    /// How many machines of these types can be asked whether they are on.
    public int askable(Collection<String> types) {
        return database.first(
                        "select count(*) from node_power p join known_nodes n on n.id = p.node_id"
                                + " where p.type = any (?) and n.cluster_id is not null",
                        row -> row.getInt(1),
                        types)
                .orElseThrow();
    }

    /// Marks machines that nobody asked for the length of the interval as asked now, without those that are being
    /// switched. A machine that nobody has accepted yet said itself how it is switched, and is not asked.
    ///
    /// @return their system ids
    public List<String> dueForPoll(Collection<String> types, Duration interval, int limit) {
        return database.list("""
                update node_power set polled = now()
                  from (select p.node_id, n.system_id from node_power p join known_nodes n on n.id = p.node_id
                         where p.type = any (?) and n.cluster_id is not null and n.status <> 0
                           and (p.polled is null or p.polled < now() - make_interval(secs => ?))
                           and not exists (select 1 from power_pending c where c.node_id = p.node_id)
                         order by p.polled nulls first limit ? for update of p skip locked) due
                 where node_power.node_id = due.node_id
                returning due.system_id
                """, row -> row.getString(1), types, interval.toMillis() / 1000.0, limit);
    }

    /// Of many nodes, in the order of their numbers.
    ///
    /// @param ids numbers
    public List<Map.Entry<String, Map<String, Object>>> parameters(List<Long> ids) {
        return database.list(
                "select n.system_id, p.parameters from node_power p join known_nodes n on n.id = p.node_id"
                        + " where p.node_id = any (?) order by p.node_id",
                row -> Map.entry(row.getString(1), opened(row.getString(1), Optional.ofNullable(row.getBytes(2)))),
                ids);
    }

    /// How long the sealed parameters of nodes are, in bytes, by their numbers and in that order.
    ///
    /// @param systemIds all nodes if it is empty
    /// @param after the number behind which to begin
    public List<Map.Entry<Long, Long>> sizes(List<String> systemIds, long after, int limit) {
        var chosen = new Conditions().and("p.node_id > ?", after);
        if (!systemIds.isEmpty()) {
            chosen.and("n.system_id = any (?)", systemIds);
        }
        return chosen.read(
                database,
                "select p.node_id, coalesce(length(p.parameters), 0)"
                        + " from node_power p join known_nodes n on n.id = p.node_id",
                "order by p.node_id limit " + limit,
                row -> Map.entry(row.getLong(1), row.getLong(2)));
    }

    /// @param sealed as they are stored; empty where there are none
    private Map<String, Object> opened(String systemId, Optional<byte[]> sealed) {
        try {
            return sealed.map(stored -> parse(box.open(stored, systemId))).orElseGet(LinkedHashMap::new);
        } catch (WrongKeyException _) {
            LOG.warnf(
                    "the power parameters of %s were sealed with another key: they have to be entered anew", systemId);
            return new LinkedHashMap<>();
        }
    }

    private Map<String, Object> parse(String json) {
        try {
            return mapper.readValue(json, MAP);
        } catch (JsonProcessingException _) {
            // without the cause: its message quotes the secret
            throw new IllegalStateException("stored power parameters are not JSON");
        }
    }
}
