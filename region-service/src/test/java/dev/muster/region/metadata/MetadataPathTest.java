package dev.muster.region.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/enlist/2012-03-01/meta-data/instance-id",
                "//enlist//2012-03-01///meta-data/instance-id/",
                "/enlist/latest//meta-data//instance-id"
            })
    void slashesMayBeDoubled(String path) {
        assertThat(MetadataPath.parse(path, ""))
                .isEqualTo(new MetadataPath.EnlistItem(dev.muster.region.metadata.EnlistItem.INSTANCE_ID));
    }

    @Test
    void documentsNeedTheirOperation() {
        assertThat(MetadataPath.parse("/latest/enlist-preseed/", "get_enlist_preseed"))
                .isEqualTo(new MetadataPath.EnlistPreseed());
        assertThat(MetadataPath.parse("/latest/enlist-preseed/", "")).isEqualTo(new MetadataPath.Nothing());
        assertThat(MetadataPath.parse("/latest/by-id/node-1/", "get_preseed"))
                .isEqualTo(new MetadataPath.NodePreseed("node-1"));
        assertThat(MetadataPath.parse("/latest/by-id/a.b/", "get_preseed")).isEqualTo(new MetadataPath.Nothing());
    }

    @Test
    void unknownVersionIsNamed() {
        assertThat(MetadataPath.parse("/2009-04-04/", "")).isEqualTo(new MetadataPath.UnknownVersion("2009-04-04"));
        assertThat(MetadataPath.parse("/enlist/1.0/user-data", "")).isEqualTo(new MetadataPath.UnknownVersion("1.0"));
    }
}
