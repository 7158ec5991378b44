package dev.muster.region.commissioning;

import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import dev.muster.region.hardware.NodeHardware;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeAccess;
import dev.muster.region.node.NodeOperations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/// `nodes/<system_id>/ op=details`: a BSON document with the machine's own descriptions of itself, `lshw` and `lldp`,
/// XML in binary, or null before its first commissioning.
@ApplicationScoped
class DetailsOperation implements NodeOperations {
    private static final String TYPE = "application/bson";

    private final NodeAccess access;
    private final NodeHardware hardware;

    DetailsOperation(NodeAccess access, NodeHardware hardware) {
        this.access = access;
        this.hardware = hardware;
    }

    @Override
    public void addTo(Operations operations) {
        operations
                .on(Method.GET, "details", Role.USER, this::details)
                .says("Reads what lshw and LLDP said, as BSON.")
                .answers(Shape.raw(TYPE));
    }

    @Transactional
    Answer details(ApiCall call) {
        Node node = access.visible(call);
        var document = new BsonDocument().put("lshw", hardware.lshw(node.id())).put("lldp", hardware.lldp(node.id()));
        return Answer.bytes(document.toBytes(), TYPE);
    }
}
