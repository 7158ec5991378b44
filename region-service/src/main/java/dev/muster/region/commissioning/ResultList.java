package dev.muster.region.commissioning;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.Base64;
import java.util.List;
import org.hibernate.Session;

/// The results that a caller may see, as the API shows them.
@ApplicationScoped
class ResultList {
    private static final String SELECT = """
            select r.name, r.script_result, r.result_type, r.data, n.system_id,
                   to_char(r.created at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS') as created,
                   to_char(r.updated at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS') as updated
              from node_results r join nodes n on n.id = r.node_id
             where r.result_type = ?1
               and (?2 = '' or n.system_id = any (string_to_array(?2, chr(31))))
               and (?3 = '' or r.name = any (string_to_array(?3, chr(31))))
               and (?4 < 0 or n.owner_id is null or n.owner_id = ?4)
             order by n.id, r.name
            """;

    static final String[] FIELDS = {
        "system_id: repeat for more",
        "name: of a result; repeat for more",
        "result_type: 0 commissioning, 1 installation"
    };

    /// Between the values of a list; in no name.
    private static final String SEPARATOR = "\u001f";

    private static final long EVERYBODY = -1;

    private final Session database;

    ResultList(Session database) {
        this.database = database;
    }

    /// @param otherwise the type where the caller asks for none
    @Transactional
    Answer list(ApiCall call, ResultType otherwise) {
        long viewer = call.user().viewer().orElse(EVERYBODY);
        List<Tuple> rows = database.createNativeQuery(SELECT, Tuple.class)
                .setParameter(1, type(call, otherwise))
                .setParameter(2, String.join(SEPARATOR, call.parameters().all("system_id")))
                .setParameter(3, String.join(SEPARATOR, call.parameters().all("name")))
                .setParameter(4, viewer)
                .getResultList();
        return Answer.json(rows.stream().map(ResultList::json).toList());
    }

    private static int type(ApiCall call, ResultType otherwise) {
        return switch (call.parameters().text("result_type").orElse("")) {
            case "" -> otherwise.number();
            case "0" -> ResultType.COMMISSIONING.number();
            case "1" -> ResultType.INSTALLATION.number();
            default -> throw ApiException.field("result_type", "0 is commissioning, 1 is installation.");
        };
    }

    private static Json json(Tuple row) {
        return new Json(
                row.get("created", String.class),
                row.get("updated", String.class),
                row.get("name", String.class),
                row.get("script_result", Number.class).intValue(),
                row.get("result_type", Number.class).intValue(),
                new NodeId(row.get("system_id", String.class)),
                Base64.getEncoder().encodeToString(row.get("data", byte[].class)));
    }

    record NodeId(@JsonProperty("system_id") String systemId) {}

    record Json(
            String created,
            String updated,
            String name,
            @JsonProperty("script_result") int scriptResult,
            @JsonProperty("result_type") int resultType,
            NodeId node,
            String data) {}
}
