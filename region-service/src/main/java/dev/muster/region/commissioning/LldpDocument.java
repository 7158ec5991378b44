package dev.muster.region.commissioning;

import dev.muster.model.node.MacAddress;
import dev.muster.region.document.SecureXml;
import dev.muster.region.document.UnreadableException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// What `lldpctl -f xml` wrote.
final class LldpDocument {
    private final Document document;

    private LldpDocument(Document document) {
        this.document = document;
    }

    static LldpDocument parse(byte[] xml) throws UnreadableException {
        Document document = SecureXml.parse(xml);
        String root = document.getDocumentElement().getTagName();
        if (!root.equals("lldp")) {
            throw new UnreadableException("not written by lldpctl: the root is <" + root + ">");
        }
        return new LldpDocument(document);
    }

    /// The switches that the machine's cards see, in the order of the cards. A chassis that names itself by something
    /// else than a MAC address is left out (IEEE 802.1AB 8.5.2: subtypes).
    List<MacAddress> routers() {
        var macs = new LinkedHashSet<MacAddress>();
        NodeList ids = document.getElementsByTagName("id");
        for (int i = 0; i < ids.getLength(); i++) {
            var id = (Element) ids.item(i);
            if (id.getParentNode() instanceof Element parent
                    && parent.getTagName().equals("chassis")
                    && id.getAttribute("type").equals("mac")) {
                MacAddress.parse(id.getTextContent()).ifPresent(macs::add);
            }
        }
        return new ArrayList<>(macs);
    }
}
