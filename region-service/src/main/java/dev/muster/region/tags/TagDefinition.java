package dev.muster.region.tags;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.region.document.SecureXml;
import dev.muster.region.document.UnreadableException;
import java.util.Optional;
import org.jaxen.BaseXPath;
import org.jaxen.JaxenException;
import org.jaxen.JaxenRuntimeException;
import org.jaxen.XPathFunctionContext;
import org.w3c.dom.Document;

/// An XPath 1.0 that is true, or finds something, in the hardware description of the nodes that are to have a tag.
final class TagDefinition {
    private static final int LONGEST = 2_000;

    /// A second of a processor, more or less; a sensible definition needs a thousandth of it.
    private static final long MOST_WORK = 20_000_000;

    private static final Document EMPTY = empty();

    private final String expression;
    private final long work;

    TagDefinition(String expression) {
        this(expression, MOST_WORK);
    }

    /// @param work nodes and characters that an evaluation may look at
    TagDefinition(String expression, long work) {
        this.expression = expression;
        this.work = work;
    }

    /// What is wrong with an expression; empty if nothing.
    static Optional<String> complaint(String expression) {
        if (expression.length() > LONGEST) {
            return Optional.of("An XPath has at most " + LONGEST + " characters.");
        }
        try {
            Optional<String> complaint =
                    XPathComplaints.of(xpath(expression, MOST_WORK).getRootExpr());
            if (complaint.isEmpty()) {
                new TagDefinition(expression).fits(EMPTY);
            }
            return complaint.map(text -> "Invalid XPath expression: " + text);
        } catch (UnreadableException e) {
            return Optional.of("Invalid XPath expression: " + e.getMessage());
        }
    }

    /// @throws UnreadableException if the expression is wrong, or is too much work
    boolean fits(Document document) throws UnreadableException {
        try {
            return xpath(expression, work).booleanValueOf(document);
        } catch (XPathWork.TooMuchException e) {
            throw new UnreadableException("looks at more than " + work + " nodes and characters");
        } catch (JaxenException | JaxenRuntimeException e) {
            throw new UnreadableException(String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            throw new UnreadableException("nested too deeply");
        }
    }

    private static BaseXPath xpath(String expression, long work) throws UnreadableException {
        try {
            var xpath = new BaseXPath(expression, new XPathWork(work));
            // the functions of XPath alone: others reach outside
            xpath.setFunctionContext(new XPathFunctionContext(false));
            return xpath;
        } catch (JaxenException e) {
            throw new UnreadableException(String.valueOf(e.getMessage()));
        } catch (StackOverflowError e) {
            throw new UnreadableException("nested too deeply");
        }
    }

    private static Document empty() {
        try {
            return SecureXml.parse("<list/>".getBytes(UTF_8));
        } catch (UnreadableException e) {
            throw new IllegalStateException(e);
        }
    }
}
