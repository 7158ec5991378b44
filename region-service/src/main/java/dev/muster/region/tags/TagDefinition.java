package dev.muster.region.tags;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathEvaluationResult;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathNodes;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/// A tag's definition: XPath 1.0, evaluated over an lshw document. The JDK bounds what an expression may cost.
final class TagDefinition {
    private static final byte[] NO_HARDWARE = "<list/>".getBytes(StandardCharsets.US_ASCII);

    private TagDefinition() {}

    /// What is wrong with a definition; empty for one that can be evaluated. Tried before it is kept, so that a
    /// mistake is the operator's to see and not a machine's.
    static Optional<String> complaint(String xpath) {
        try {
            evaluate(xpath, document(NO_HARDWARE));
            return Optional.empty();
        } catch (XPathExpressionException e) {
            return Optional.of("Invalid XPath expression: " + reason(e));
        } catch (SAXException | IOException e) {
            throw new IllegalStateException("an empty document cannot be read", e);
        }
    }

    /// Whether a definition is true of a machine; false where the machine's document is no XML.
    static boolean fits(String xpath, byte[] lshw) {
        try {
            return evaluate(xpath, document(lshw));
        } catch (XPathExpressionException | SAXException | IOException _) {
            return false;
        }
    }

    private static boolean evaluate(String xpath, Document document) throws XPathExpressionException {
        XPath paths = XPathFactory.newInstance().newXPath();
        paths.setNamespaceContext(new NoPrefixes());
        XPathEvaluationResult<?> result = paths.compile(xpath).evaluateExpression(document);
        return switch (result.value()) {
            case Boolean truth -> truth;
            case Number number -> number.doubleValue() != 0 && !Double.isNaN(number.doubleValue());
            case XPathNodes nodes -> nodes.size() > 0;
            case Object text -> !text.toString().isEmpty();
        };
    }

    /// The document comes from a machine: it may name no other.
    private static Document document(byte[] xml) throws SAXException, IOException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Silent());
            return builder.parse(new ByteArrayInputStream(xml));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser lacks a feature", e);
        }
    }

    private static String reason(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return Optional.ofNullable(deepest.getMessage()).orElse("it cannot be evaluated.");
    }

    /// lshw uses none; without this one, whatever stands behind an unknown prefix is quietly not there.
    private static final class NoPrefixes implements NamespaceContext {
        @Override
        public @Nullable String getNamespaceURI(String prefix) {
            return null;
        }

        @Override
        public @Nullable String getPrefix(String uri) {
            return null;
        }

        @Override
        public Iterator<String> getPrefixes(String uri) {
            return Collections.emptyIterator();
        }
    }

    /// The parser's own prints to the standard error.
    private static final class Silent implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) {}

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
