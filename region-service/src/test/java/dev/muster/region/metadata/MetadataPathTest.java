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
        assertThat(MetadataPath.parse(path)).isEqualTo(new MetadataPath.Enlist(EnlistItem.INSTANCE_ID));
    }

    @Test
    void bothTreesOfANodeAreAlikeButForWhoseTheyAre() {
        assertThat(MetadataPath.parse("")).isEqualTo(new MetadataPath.Versions());
        assertThat(MetadataPath.parse("//curtin/")).isEqualTo(new MetadataPath.Versions());
        assertThat(MetadataPath.parse("//2012-03-01/")).isEqualTo(new MetadataPath.Index(Tree.NODE));
        assertThat(MetadataPath.parse("/curtin//latest/")).isEqualTo(new MetadataPath.Index(Tree.INSTALLER));
        assertThat(MetadataPath.parse("//2012-03-01/user-data")).isEqualTo(new MetadataPath.UserData(Tree.NODE));
        assertThat(MetadataPath.parse("/curtin/2012-03-01/user-data"))
                .isEqualTo(new MetadataPath.UserData(Tree.INSTALLER));
        assertThat(MetadataPath.parse("/curtin/2012-03-01/meta-data/public-keys"))
                .isEqualTo(new MetadataPath.Item(NodeItem.PUBLIC_KEYS));
        assertThat(MetadataPath.parse("/latest/maas-commissioning-scripts")).isEqualTo(new MetadataPath.Scripts());
        assertThat(MetadataPath.parse("/latest/meta-data/vendor-data")).isEqualTo(new MetadataPath.Nothing());
    }

    @Test
    void nodesAreNamedById() {
        assertThat(MetadataPath.parse("/latest/by-id/node-1/")).isEqualTo(new MetadataPath.ById("node-1"));
        assertThat(MetadataPath.parse("/latest/by-id/a.b/")).isEqualTo(new MetadataPath.Nothing());
        assertThat(MetadataPath.parse("/latest/by-id/")).isEqualTo(new MetadataPath.Nothing());
        assertThat(MetadataPath.parse("/latest/by-mac/52:54:00:00:00:01/user-data"))
                .isEqualTo(new MetadataPath.ByMac());
        assertThat(MetadataPath.parse("/status/node-1")).isEqualTo(new MetadataPath.Status("node-1"));
        assertThat(MetadataPath.parse("/status/node-1/more")).isEqualTo(new MetadataPath.Nothing());
    }

    @Test
    void unknownVersionIsNamed() {
        assertThat(MetadataPath.parse("/2009-04-04/")).isEqualTo(new MetadataPath.UnknownVersion("2009-04-04"));
        assertThat(MetadataPath.parse("/enlist/1.0/user-data")).isEqualTo(new MetadataPath.UnknownVersion("1.0"));
    }
}
