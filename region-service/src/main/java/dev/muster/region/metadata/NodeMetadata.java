package dev.muster.region.metadata;

import static dev.muster.region.metadata.MetadataRequest.bytes;
import static dev.muster.region.metadata.MetadataRequest.text;

import dev.muster.region.commissioning.Scripts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;

/// The two metadata trees of a node, for a machine with its key.
@ApplicationScoped
class NodeMetadata {
    private final MetadataRequest request;
    private final NodeTree tree;
    private final NodeUserData userData;
    private final Scripts scripts;
    private final MachineCalls calls;

    NodeMetadata(MetadataRequest request, NodeTree tree, NodeUserData userData, Scripts scripts, MachineCalls calls) {
        this.request = request;
        this.tree = tree;
        this.userData = userData;
        this.scripts = scripts;
        this.calls = calls;
    }

    Response versions() {
        request.machine();
        return text(MetadataVersions.lines());
    }

    Response index() {
        request.machine();
        return text("maas-commissioning-scripts\nmeta-data\nuser-data");
    }

    Response post(byte[] body) {
        calls.byKey(request.machine(), request.post(body));
        return text("OK");
    }

    Response items() {
        return text(tree.items(request.machine()));
    }

    Response item(String name) {
        NodeItem item = NodeItem.of(name).orElseThrow(MetadataRequest::nothing);
        return text(tree.item(request.machine(), item));
    }

    Response userData(Tree which) {
        return userData.fetch(request.machine(), which, request.baseUrl())
                .map(found -> bytes("application/octet-stream", found))
                .orElseThrow(MetadataRequest::nothing);
    }

    Response scripts() {
        request.machine();
        return bytes("application/tar", scripts.archive());
    }
}
