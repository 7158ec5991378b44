package dev.muster.region.commissioning;

import dev.muster.region.document.SecureXml;
import dev.muster.region.document.UnreadableException;
import dev.muster.region.node.Node;
import java.util.ArrayList;
import java.util.List;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// What `lshw -xml` wrote.
final class LshwDocument {
    private static final long MIB = 1L << 20;
    private static final long MB = 1_000_000;

    private static final String PROCESSORS = "//node[@id='core']/node[@class='processor'][not(@disabled)]";
    private static final String THREADS = "configuration/setting[@id='threads']/@value";

    /// Where the firmware tells of several memories, the modules in them count; what PCI calls memory is under `pci`.
    private static final String MEMORIES = "//node[@class='memory'][@id='memory' or starts-with(@id, 'memory:')]"
            + "[not(ancestor::node[@class='bridge'])]";
    private static final String MODULES = "node[starts-with(@id, 'bank')]/size[@units='bytes']";

    /// Disks that hold anything; our own root disk over iSCSI is none of the machine's.
    private static final String DISKS = "//node[@class='disk'][not(starts-with(@id, 'cdrom'))]"
            + "[not(capabilities/capability[@id='removable'])][not(normalize-space(vendor)='MUSTER')]"
            + "[not(ancestor::node[@class='disk'])]/size[@units='bytes']";

    /// Elements of one kind that a machine can have; each is looked into, while others wait for the node.
    private static final int MOST = 2048;

    private final Document document;
    private final XPath xpath = XPathFactory.newDefaultInstance().newXPath();

    private LshwDocument(Document document) {
        this.document = document;
    }

    static LshwDocument parse(byte[] xml) throws UnreadableException {
        Document document = SecureXml.parse(xml);
        String root = document.getDocumentElement().getTagName();
        if (!root.equals("list") && !root.equals("node")) {
            throw new UnreadableException("not written by lshw: the root is <" + root + ">");
        }
        return new LshwDocument(document);
    }

    Node.Hardware hardware() throws UnreadableException {
        long threads = 0;
        for (Element processor : elements(PROCESSORS, document)) {
            threads += Math.max(1, number(text(THREADS, processor)));
        }
        return new Node.Hardware(small(threads), small(memory() / MIB), sum(elements(DISKS, document)) / MB);
    }

    private long memory() throws UnreadableException {
        long bytes = 0;
        for (Element memory : elements(MEMORIES, document)) {
            long own = sum(elements("size[@units='bytes']", memory));
            bytes += own > 0 ? own : sum(elements(MODULES, memory));
        }
        return bytes;
    }

    private static long sum(List<Element> sizes) {
        return sizes.stream().mapToLong(size -> number(size.getTextContent())).sum();
    }

    /// A machine writes this: what is no number, or none that makes sense, is nothing.
    private static long number(String text) {
        String digits = text.strip();
        return digits.matches("\\d{1,17}") ? Long.parseLong(digits) : 0;
    }

    private static int small(long number) {
        return (int) Math.min(number, Integer.MAX_VALUE);
    }

    private String text(String path, Element from) throws UnreadableException {
        try {
            return xpath.evaluate(path, from);
        } catch (XPathExpressionException e) {
            throw new UnreadableException(String.valueOf(e.getMessage()));
        }
    }

    private List<Element> elements(String path, Object from) throws UnreadableException {
        try {
            NodeList found = (NodeList) xpath.evaluate(path, from, XPathConstants.NODESET);
            if (found.getLength() > MOST) {
                throw new UnreadableException("more than " + MOST + " elements of " + path);
            }
            var elements = new ArrayList<Element>();
            for (int i = 0; i < found.getLength(); i++) {
                elements.add((Element) found.item(i));
            }
            return elements;
        } catch (XPathExpressionException e) {
            throw new UnreadableException(String.valueOf(e.getMessage()));
        }
    }
}
