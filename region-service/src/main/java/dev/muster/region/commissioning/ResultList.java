package dev.muster.region.commissioning;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.paging.Pages;
import dev.muster.region.paging.Sized;
import dev.muster.region.refusal.RefusedException;
import dev.muster.region.sql.Conditions;
import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The results that a caller may see, as the API shows them.
@ApplicationScoped
class ResultList {
    private static final String FROM = " from node_results r join node_details n on n.id = r.node_id";

    private static final String SELECT = """
            select r.name, r.script_result, r.result_type, r.data, n.system_id,
                   to_char(r.created at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS') as created,
                   to_char(r.updated at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS') as updated
            """ + FROM;

    /// Of the results' data; one result may be as large by itself.
    private static final long PAGE_BYTES = 1 << 20;

    static final String[] FIELDS = {
        "system_id list: repeat for more",
        "name list: of a result; repeat for more",
        "result_type int: 0 commissioning, 1 installation"
    };

    private final Sql database;

    ResultList(Sql database) {
        this.database = database;
    }

    /// @param otherwise the type where the caller asks for none
    Answer list(ApiCall call, ResultType otherwise) {
        var wanted = new Conditions().and("r.result_type = ?", type(call, otherwise));
        List<String> systemIds = call.parameters().all("system_id");
        if (!systemIds.isEmpty()) {
            wanted.and("n.system_id = any (?)", systemIds);
        }
        List<String> names = call.parameters().all("name");
        if (!names.isEmpty()) {
            wanted.and("r.name = any (?)", names);
        }
        call.user().viewer().ifPresent(user -> wanted.and("(n.owner_id is null or n.owner_id = ?)", user));
        Pages<Sized<Long>> sizes = Pages.byKey(
                        new Key(0, "", new Sized<>(0L, 0)),
                        Pages.SIZE,
                        last -> behind(last, wanted),
                        Function.identity())
                .map(Key::result);
        return Answer.pages(Sized.pages(sizes, PAGE_BYTES).by(ids -> results(ids, wanted)));
    }

    private List<Key> behind(Key last, Conditions wanted) {
        return new Conditions()
                .and(wanted)
                .and("(r.node_id, r.name) > (?, ?)", last.node(), last.name())
                .read(
                        database,
                        "select r.node_id, r.name, r.id, length(r.data)" + FROM,
                        "order by r.node_id, r.name limit " + Pages.SIZE,
                        row -> new Key(row.getLong(1), row.getString(2), new Sized<>(row.getLong(3), row.getLong(4))));
    }

    /// Read long after they were found, if the client is slow: the node may have got another owner.
    private List<Json> results(List<Long> ids, Conditions wanted) {
        return new Conditions()
                .and(wanted)
                .and("r.id = any (?)", ids)
                .read(database, SELECT, "order by r.node_id, r.name", ResultList::json);
    }

    /// Where a result stands in the list.
    private record Key(long node, String name, Sized<Long> result) {}

    private static int type(ApiCall call, ResultType otherwise) {
        return switch (call.parameters().text("result_type").orElse("")) {
            case "" -> otherwise.number();
            case "0" -> ResultType.COMMISSIONING.number();
            case "1" -> ResultType.INSTALLATION.number();
            default -> throw RefusedException.field("result_type", "0 is commissioning, 1 is installation.");
        };
    }

    private static Json json(ResultSet row) throws SQLException {
        return new Json(
                row.getString("created"),
                row.getString("updated"),
                row.getString("name"),
                row.getInt("script_result"),
                row.getInt("result_type"),
                new NodeId(row.getString("system_id")),
                row.getBytes("data"));
    }

    record NodeId(@JsonProperty("system_id") String systemId) {}

    /// @param data in base64, as Jackson writes bytes
    @Schema(name = "Result")
    @SuppressWarnings("ArrayRecordComponent") // only written
    record Json(
            String created,
            String updated,
            String name,
            @JsonProperty("script_result") int scriptResult,
            @JsonProperty("result_type") int resultType,
            NodeId node,
            byte[] data) {}
}
