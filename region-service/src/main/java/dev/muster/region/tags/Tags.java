package dev.muster.region.tags;

import dev.muster.region.paging.Pages;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.exception.ConstraintViolationException;

/// The tags and the nodes that carry them. A new definition is evaluated for all nodes soon after. Each method is a
/// transaction of its own, or part of the caller's.
@ApplicationScoped
public class Tags {
    private final TagRows rows;
    private final TaggedNodes tagged;
    private final EntityManager database;
    private final TagRebuild rebuild;

    Tags(TagRows rows, TaggedNodes tagged, EntityManager database, TagRebuild rebuild) {
        this.rebuild = rebuild;
        this.rows = rows;
        this.tagged = tagged;
        this.database = database;
    }

    /// By name.
    Pages<Tag> all() {
        return Pages.byKey("", Pages.SIZE, rows::behind, Tag::name);
    }

    @Transactional
    public Optional<Tag> named(String name) {
        return rows.named(name).map(TagRow::toTag);
    }

    /// @throws TagNameTakenException if there is one of this name; the transaction is lost
    @Transactional
    public Tag add(Tag tag) {
        var row = new TagRow(tag);
        written(tag.name(), () -> database.persist(row));
        rebuild.rebuild(row);
        return tag;
    }

    /// @throws TagNameTakenException if there is one of the new name; the transaction is lost
    @Transactional
    public Optional<Tag> change(String name, UnaryOperator<Tag> change) {
        return rows.locked(name).map(row -> {
            Tag before = row.toTag();
            Tag after = change.apply(before);
            row.become(after);
            written(after.name(), database::flush);
            if (!after.kernelOpts().equals(before.kernelOpts()) || !after.name().equals(before.name())) {
                tagged.changed(tagged.of(row));
            }
            if (!after.definition().equals(before.definition())) {
                rebuild.rebuild(row);
            }
            return after;
        });
    }

    /// @return false if there is none of this name
    @Transactional
    public boolean remove(String name) {
        return rows.locked(name)
                .map(row -> {
                    List<String> nodes = tagged.of(row);
                    database.remove(row);
                    database.flush();
                    tagged.changed(nodes);
                    return true;
                })
                .orElse(false);
    }

    /// The numbers of the nodes that carry a tag, in the order in which they were made.
    Pages<Long> nodes(String name) {
        return tagged.numbers(name);
    }

    /// Puts a tag on nodes and takes it off others. Nodes that are not there are passed over.
    ///
    /// @return how many were changed; empty if there is no such tag
    @Transactional
    public Optional<Update> update(String name, List<String> add, List<String> remove) {
        return rows.locked(name).map(row -> new Update(tagged.add(row, add), tagged.remove(row, remove)));
    }

    private static void written(String name, Runnable write) {
        try {
            write.run();
        } catch (PersistenceException e) {
            throw e instanceof ConstraintViolationException ? new TagNameTakenException(name) : e;
        }
    }

    /// How many nodes carry a tag now that did not, and the other way round.
    @Schema(name = "TagUpdate")
    public record Update(int added, int removed) {}
}
