package dev.muster.region.metadata;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Path;

/// `/MAAS/metadata/curtin/`: for the installer of a node.
@Path(MetadataVersions.PATH + "/curtin")
@RunOnVirtualThread
public class CurtinMetadataResource extends NodeMetadataResource {
    CurtinMetadataResource(NodeMetadata node) {
        super(node);
    }

    @Override
    Tree tree() {
        return Tree.INSTALLER;
    }
}
