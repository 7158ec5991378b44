package dev.muster.region.commissioning;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.node.NodeMoved;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import org.hibernate.Session;

/// What scripts and installers left on a node. A result of the same name takes the place of the earlier one; a new
/// commissioning or deployment begins with none.
@ApplicationScoped
public class Results {
    /// A machine cannot fill the database.
    static final int MOST = 1_000;

    private final Session database;
    private final Findings findings;

    Results(Session database, Findings findings) {
        this.database = database;
        this.findings = findings;
    }

    /// Stores files, and reads what the built-in scripts found.
    ///
    /// @param scriptResult exit code of the script that wrote them
    @Transactional(TxType.MANDATORY)
    public void store(long nodeId, ResultType type, int scriptResult, List<ResultFile> files) {
        for (ResultFile file : files) {
            if (store(nodeId, type, scriptResult, file) && type == ResultType.COMMISSIONING && scriptResult == 0) {
                findings.read(nodeId, file);
            }
        }
    }

    /// @return false if there is no room for one more
    private boolean store(long nodeId, ResultType type, int scriptResult, ResultFile file) {
        return database.createNativeMutationQuery("""
                        insert into node_results as r (node_id, name, result_type, script_result, data)
                        select ?1, ?2, ?3, ?4, ?5
                         where (select count(*) from node_results o where o.node_id = ?1 and o.name <> ?2) < ?6
                        on conflict on constraint node_results_name
                        do update set script_result = excluded.script_result, data = excluded.data, updated = now()
                        """)
                        .setParameter(1, nodeId)
                        .setParameter(2, file.name())
                        .setParameter(3, type.number())
                        .setParameter(4, scriptResult)
                        .setParameter(5, file.content())
                        .setParameter(6, MOST)
                        .executeUpdate()
                > 0;
    }

    /// Of a deployment that is begun again.
    void onMoved(@Observes NodeMoved moved) {
        if (moved.to() == NodeStatus.DEPLOYING) {
            database.createNativeMutationQuery("delete from node_results where node_id = ?1 and result_type = ?2")
                    .setParameter(1, moved.node().id())
                    .setParameter(2, ResultType.INSTALLATION.number())
                    .executeUpdate();
        }
    }
}
