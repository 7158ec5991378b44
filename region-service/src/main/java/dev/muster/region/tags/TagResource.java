package dev.muster.region.tags;

import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiResource;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import dev.muster.region.node.NodeFilter;
import dev.muster.region.node.NodeJson;
import dev.muster.region.node.NodeLists;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// `tags/<name>/`: one tag.
@ApplicationScoped
class TagResource implements ApiResource {
    static final String[] FIELDS = {
        "name: letters, digits, hyphens and underscores",
        "comment: free text",
        "definition: XPath over lshw's XML; empty for a tag that is put on by hand",
        "kernel_opts: kernel options of the nodes that carry the tag"
    };

    private final Tags tags;
    private final TagRebuild rebuild;
    private final NodeLists nodes;

    TagResource(Tags tags, TagRebuild rebuild, NodeLists nodes) {
        this.tags = tags;
        this.rebuild = rebuild;
        this.nodes = nodes;
    }

    @Override
    public List<Operations> operations() {
        return List.of(Operations.of("TagHandler", "tags/{name}/", "One tag.")
                .on(Method.GET, Role.USER, call -> Answer.json(TagJson.of(tag(call), call.version())))
                .says("Reads the tag.")
                .answers(Shape.of(TagJson.class))
                .on(Method.GET, "nodes", Role.USER, this::nodes)
                .says("Lists the nodes that carry the tag, as far as the caller may see them.")
                .answers(Shape.listOf(NodeJson.class))
                .on(Method.PUT, Role.ADMIN, this::change)
                .says("Changes the tag. A new definition is evaluated for all nodes soon after.", FIELDS)
                .answers(Shape.of(TagJson.class))
                .on(Method.DELETE, Role.ADMIN, this::remove)
                .says("Removes the tag from all nodes and forgets it.")
                .on(Method.POST, "rebuild", Role.ADMIN, this::rebuild)
                .says("Has the definition evaluated again, for all nodes.")
                .answers(Shape.of(Rebuilding.class))
                .on(Method.POST, "update_nodes", Role.ADMIN, this::update)
                .says(
                        "Puts the tag on nodes and takes it off others.",
                        "add list: system_id of a node; repeat for more",
                        "remove list: system_id of a node; repeat for more",
                        "definition: what the caller believes to be the definition; another one is refused")
                .answers(Shape.of(Tags.Update.class)));
    }

    private static RefusedException unknown(ApiCall call) {
        return RefusedException.notFound("tag with name", call.path("name"));
    }

    private Tag tag(ApiCall call) {
        return tags.named(call.path("name")).orElseThrow(() -> unknown(call));
    }

    private Answer nodes(ApiCall call) {
        NodeFilter seen = NodeFilter.of(List.of(), call.user().viewer());
        return Answer.pages(nodes.of(tags.nodes(tag(call).name()), seen).map(NodeJson.in(call.version())));
    }

    private Answer change(ApiCall call) {
        Tag before = tag(call);
        try {
            Tag after = tags.change(before.name(), known -> new TagForm(rebuild).read(call.parameters(), known))
                    .orElseThrow(() -> unknown(call));
            return Answer.json(TagJson.of(after, call.version()));
        } catch (TagNameTakenException e) {
            throw RefusedException.field("name", String.valueOf(e.getMessage()));
        }
    }

    private Answer remove(ApiCall call) {
        if (!tags.remove(call.path("name"))) {
            throw unknown(call);
        }
        return Answer.noContent();
    }

    private Answer rebuild(ApiCall call) {
        Tag tag = tag(call);
        rebuild.rebuild(tag.name());
        return Answer.json(new Rebuilding(tag.name()));
    }

    /// @param rebuilding the tag's name
    record Rebuilding(String rebuilding) {}

    private Answer update(ApiCall call) {
        Tag tag = tag(call);
        call.parameters()
                .first("definition")
                .filter(text -> !text.strip().equals(tag.definition()))
                .ifPresent(text -> {
                    throw RefusedException.conflict("Definition supplied '" + text
                            + "' doesn't match current definition '" + tag.definition() + "'");
                });
        return tags.update(
                        tag.name(),
                        call.parameters().all("add"),
                        call.parameters().all("remove"))
                .map(Answer::json)
                .orElseThrow(() -> unknown(call));
    }
}
