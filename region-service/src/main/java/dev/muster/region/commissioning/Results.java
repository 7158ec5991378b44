package dev.muster.region.commissioning;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.hardware.NodeHardware;
import dev.muster.region.node.NodeMoved;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.Session;

/// What scripts and installers left on a node. A result of the same name takes the place of the earlier one; a new
/// commissioning or deployment begins with none.
@ApplicationScoped
public class Results {
    /// A machine cannot fill the database.
    static final int MOST = 1_000;

    /// States that begin with no installation.
    private static final Set<NodeStatus> NOTHING_INSTALLED =
            EnumSet.of(NodeStatus.DEPLOYING, NodeStatus.RELEASING, NodeStatus.READY, NodeStatus.BROKEN);

    private final Session database;
    private final Findings findings;
    private final NodeHardware hardware;
    private final ResultSettings settings;

    Results(Session database, Findings findings, NodeHardware hardware, ResultSettings settings) {
        this.hardware = hardware;
        this.database = database;
        this.findings = findings;
        this.settings = settings;
    }

    /// Stores files, and reads what the built-in scripts found.
    ///
    /// @param scriptResult exit code of the script that wrote them
    /// @return the files for which there is no room any more, by name, with the reason
    @Transactional(TxType.MANDATORY)
    public Map<String, List<String>> store(long nodeId, ResultType type, int scriptResult, List<ResultFile> files) {
        var noRoom = new LinkedHashMap<String, List<String>>();
        for (ResultFile file : files) {
            if (!store(nodeId, type, scriptResult, file)) {
                noRoom.put(
                        file.name(),
                        List.of("There is no room for this file: at most " + MOST + " files and "
                                + settings.perNode().asLongValue() + " bytes are kept of one node."));
            } else if (type == ResultType.COMMISSIONING && scriptResult == 0) {
                findings.read(nodeId, file);
            }
        }
        return noRoom;
    }

    /// What a commissioned node cannot be without and has not, for an operator.
    @Transactional(TxType.MANDATORY)
    public Optional<String> missing(long nodeId) {
        List<String> missing = hardware.missing(nodeId);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("no " + String.join(", no ", missing) + " found: see the results of "
                        + BuiltInScript.LSHW.output() + " and " + BuiltInScript.BLOCK_DEVICES.output());
    }

    /// @return false if there is no room for one more
    private boolean store(long nodeId, ResultType type, int scriptResult, ResultFile file) {
        return database.createNativeMutationQuery("""
                        insert into node_results as r (node_id, name, result_type, script_result, data)
                        select ?1, ?2, ?3, ?4, ?5
                          from (select count(*) as files, coalesce(sum(octet_length(o.data)), 0) as bytes
                                  from node_results o
                                 where o.node_id = ?1 and not (o.name = ?2 and o.result_type = ?3)) as others
                         where others.files < ?6 and others.bytes + octet_length(?5) <= ?7
                        on conflict on constraint node_results_name
                        do update set script_result = excluded.script_result, data = excluded.data, updated = now()
                        """)
                        .setParameter(1, nodeId)
                        .setParameter(2, file.name())
                        .setParameter(3, type.number())
                        .setParameter(4, scriptResult)
                        .setParameter(5, file.content())
                        .setParameter(6, MOST)
                        .setParameter(7, settings.perNode().asLongValue())
                        .executeUpdate()
                > 0;
    }

    /// What is begun again leaves its results anew, and a node that is given back those of nobody.
    void onMoved(@Observes NodeMoved moved) {
        if (moved.to() == NodeStatus.COMMISSIONING) {
            forget(moved.node().id(), ResultType.COMMISSIONING);
        } else if (NOTHING_INSTALLED.contains(moved.to())) {
            forget(moved.node().id(), ResultType.INSTALLATION);
        }
    }

    private void forget(long nodeId, ResultType type) {
        database.createNativeMutationQuery("delete from node_results where node_id = ?1 and result_type = ?2")
                .setParameter(1, nodeId)
                .setParameter(2, type.number())
                .executeUpdate();
    }
}
