package dev.muster.region.commissioning;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.xml.XMLConstants;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathFactoryConfigurationException;
import org.w3c.dom.Document;

/// An XPath that is true, or finds something, in the hardware description of the nodes that are to have a tag.
final class TagDefinition {
    private static final int LONGEST = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// An expression that is at work cannot be stopped. So many may be, those that nobody waits for any more included.
    private static final Semaphore AT_WORK = new Semaphore(4);

    private final String expression;
    private final Duration patience;

    TagDefinition(String expression) {
        this(expression, PATIENCE);
    }

    TagDefinition(String expression, Duration patience) {
        this.expression = expression;
        this.patience = patience;
    }

    /// What is wrong with an expression; empty if nothing.
    static Optional<String> complaint(String expression) {
        if (expression.length() > LONGEST) {
            return Optional.of("An XPath has at most " + LONGEST + " characters.");
        }
        try {
            xpath().compile(expression);
            return Optional.empty();
        } catch (XPathExpressionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return Optional.of("Invalid XPath expression: " + cause.getMessage());
        }
    }

    /// @throws UnreadableException if the expression is wrong, or takes longer than one may wait
    boolean fits(Document document) throws UnreadableException {
        try {
            if (!AT_WORK.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UnreadableException("too many expressions take too long");
            }
            var result = new CompletableFuture<Boolean>();
            Thread.ofPlatform().daemon().name("tag-definition").start(() -> evaluate(document, result));
            return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new UnreadableException("takes longer than " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new UnreadableException(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableException("interrupted");
        }
    }

    private void evaluate(Document document, CompletableFuture<Boolean> result) {
        try {
            result.complete((Boolean) xpath().evaluate(expression, document, XPathConstants.BOOLEAN));
        } catch (XPathExpressionException | RuntimeException e) {
            result.completeExceptionally(e);
        } finally {
            AT_WORK.release();
        }
    }

    private static XPath xpath() {
        try {
            XPathFactory factory = XPathFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newXPath();
        } catch (XPathFactoryConfigurationException e) {
            throw new IllegalStateException("the JDK's XPath has this feature", e);
        }
    }
}
