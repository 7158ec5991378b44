package dev.muster.region.commissioning;

import dev.muster.region.api.Answer;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeDetails;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/// What the last commissioning stored.
@ApplicationScoped
class StoredNodeDetails implements NodeDetails {
    private final Inventory inventory;

    StoredNodeDetails(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    @Transactional
    public Answer of(Node node) {
        var document = new BsonDocument().put("lshw", inventory.lshw(node.id())).put("lldp", inventory.lldp(node.id()));
        return Answer.bytes(document.toBytes(), "application/bson");
    }
}
