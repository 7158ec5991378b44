package dev.muster.region.commissioning;

import dev.muster.region.paging.Pages;
import dev.muster.region.sql.Conditions;
import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.hibernate.Session;

/// The scripts that operators have machines run when they are commissioned, beside the built-in ones.
@ApplicationScoped
public class Scripts {
    private static final String FOLDER = "commissioning.d/";

    private final Session database;
    private final Sql rows;

    Scripts(Session database, Sql rows) {
        this.database = database;
        this.rows = rows;
    }

    /// All scripts, as a machine gets them: an uncompressed tar with `commissioning.d/<name>`, in the order in which
    /// they run.
    @Transactional
    public byte[] archive() {
        var scripts = new TreeMap<String, byte[]>();
        for (Tuple row : database.createNativeQuery("select name, content from commissioning_scripts", Tuple.class)
                .getResultList()) {
            scripts.put(row.get("name", String.class), row.get("content", byte[].class));
        }
        for (BuiltInScript builtIn : BuiltInScript.values()) {
            scripts.put(builtIn.script(), builtIn.content());
        }
        var archive = new TarArchive();
        scripts.forEach((name, content) -> archive.add(FOLDER + name, content));
        return archive.finish();
    }

    /// The operators' own, by name.
    Pages<String> names() {
        return Pages.byKey(
                "",
                Pages.SIZE,
                name -> new Conditions()
                        .and("name > ?", name)
                        .read(
                                rows,
                                "select name from commissioning_scripts",
                                "order by name limit " + Pages.SIZE,
                                row -> row.getString(1)),
                Function.identity());
    }

    @Transactional
    Optional<byte[]> content(String name) {
        return database
                .createNativeQuery("select content from commissioning_scripts where name = ?1", byte[].class)
                .setParameter(1, name)
                .getResultList()
                .stream()
                .findFirst();
    }

    /// @return false if there is one of this name
    @Transactional
    boolean create(String name, byte[] content) {
        return database.createNativeMutationQuery("insert into commissioning_scripts (name, content) values (?1, ?2)"
                                + " on conflict do nothing")
                        .setParameter(1, name)
                        .setParameter(2, content)
                        .executeUpdate()
                > 0;
    }

    /// @return false if there is none of this name
    @Transactional
    boolean replace(String name, byte[] content) {
        return database.createNativeMutationQuery(
                                "update commissioning_scripts set content = ?2, updated = now() where name = ?1")
                        .setParameter(1, name)
                        .setParameter(2, content)
                        .executeUpdate()
                > 0;
    }

    /// @return false if there is none of this name
    @Transactional
    boolean delete(String name) {
        return database.createNativeMutationQuery("delete from commissioning_scripts where name = ?1")
                        .setParameter(1, name)
                        .executeUpdate()
                > 0;
    }
}
