package dev.muster.region.tags;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.region.api.ApiVersion;

/// A tag as API 1.0 shows it.
record TagJson(
        String name,
        String definition,
        String comment,
        @JsonProperty("kernel_opts") String kernelOpts,
        @JsonProperty("resource_uri") String resourceUri) {
    static TagJson of(Tag tag, ApiVersion version) {
        return new TagJson(
                tag.name(), tag.definition(), tag.comment(), tag.kernelOpts(), version.uri("tags/" + tag.name() + "/"));
    }
}
