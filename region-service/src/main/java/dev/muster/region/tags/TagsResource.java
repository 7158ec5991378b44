package dev.muster.region.tags;

import dev.muster.region.api.Answer;
import dev.muster.region.api.Api;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiException;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.auth.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/// `tags/`: all tags together.
@Path(Api.BASE + "/tags/")
@RunOnVirtualThread
class TagsResource {
    private static final Tag NONE = new Tag("", "", "", "");

    private final Api api;
    private final Tags tags;
    private final TagRebuild rebuild;
    private final Operations operations;

    TagsResource(Api api, Tags tags, TagRebuild rebuild) {
        this.api = api;
        this.tags = tags;
        this.rebuild = rebuild;
        operations = Operations.of("TagsHandler")
                .at("tags/", "The tags that nodes carry.")
                .on(Method.GET, "list", Role.USER, this::list)
                .says("Lists all tags.")
                .on(Method.POST, "new", Role.ADMIN, this::add)
                .says("Makes a tag.", TagResource.FIELDS);
    }

    @GET
    public Response get() {
        return api.answer(operations);
    }

    @POST
    public Response post(byte[] body) {
        return api.answer(operations, body);
    }

    private Answer list(ApiCall call) {
        return Answer.json(tags.all().stream().map(TagJson::of).toList());
    }

    private Answer add(ApiCall call) {
        Tag tag = new TagForm(rebuild).read(call.parameters(), NONE);
        try {
            tags.add(tag);
        } catch (TagNameTakenException e) {
            throw ApiException.field("name", String.valueOf(e.getMessage()));
        }
        return Answer.json(TagJson.of(tag));
    }
}
