package dev.muster.region.tags;

import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiResource;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// `tags/`: all tags together.
@ApplicationScoped
class TagsResource implements ApiResource {
    private static final Tag NONE = new Tag("", "", "", "");

    private final Tags tags;
    private final TagRebuild rebuild;

    TagsResource(Tags tags, TagRebuild rebuild) {
        this.tags = tags;
        this.rebuild = rebuild;
    }

    @Override
    public List<Operations> operations() {
        return List.of(Operations.of("TagsHandler", "tags/", "The tags that nodes carry.")
                .on(Method.GET, "list", Role.USER, this::list)
                .says("Lists all tags.")
                .answers(Shape.listOf(TagJson.class))
                .on(Method.POST, "new", Role.ADMIN, this::add)
                .says("Makes a tag.", TagResource.FIELDS)
                .answers(Shape.of(TagJson.class)));
    }

    private Answer list(ApiCall call) {
        return Answer.pages(tags.all().map(tag -> TagJson.of(tag, call.version())));
    }

    private Answer add(ApiCall call) {
        Tag tag = new TagForm(rebuild).read(call.parameters(), NONE);
        try {
            tags.add(tag);
        } catch (TagNameTakenException e) {
            throw RefusedException.field("name", String.valueOf(e.getMessage()));
        }
        return Answer.json(TagJson.of(tag, call.version()));
    }
}
