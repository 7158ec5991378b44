package dev.muster.region.tags;

import java.util.Iterator;
import org.jaxen.dom.DocumentNavigator;

/// The way of an XPath through a document, which ends when it has become too long: an expression that users write must
/// not hold its thread for ever. Counts nodes and characters, so that the same expression always comes as far.
final class XPathWork extends DocumentNavigator {
    private static final long serialVersionUID = 1;

    private long left;

    /// @param most nodes that are visited and characters that are read
    XPathWork(long most) {
        left = most;
    }

    private void count(int work) {
        left -= work;
        if (left < 0) {
            throw new TooMuchException();
        }
    }

    private String read(String text) {
        count(text.length());
        return text;
    }

    private Iterator<Object> counted(Iterator<?> nodes) {
        count(1);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return nodes.hasNext();
            }

            @Override
            public Object next() {
                count(1);
                return nodes.next();
            }
        };
    }

    @Override
    public Iterator<Object> getChildAxisIterator(Object node) {
        return counted(super.getChildAxisIterator(node));
    }

    @Override
    public Iterator<Object> getParentAxisIterator(Object node) {
        return counted(super.getParentAxisIterator(node));
    }

    @Override
    public Object getParentNode(Object node) {
        count(1);
        return super.getParentNode(node);
    }

    @Override
    public Iterator<Object> getFollowingSiblingAxisIterator(Object node) {
        return counted(super.getFollowingSiblingAxisIterator(node));
    }

    @Override
    public Iterator<Object> getPrecedingSiblingAxisIterator(Object node) {
        return counted(super.getPrecedingSiblingAxisIterator(node));
    }

    @Override
    public Iterator<Object> getFollowingAxisIterator(Object node) {
        return counted(super.getFollowingAxisIterator(node));
    }

    @Override
    public Iterator<Object> getAttributeAxisIterator(Object node) {
        return counted(super.getAttributeAxisIterator(node));
    }

    @Override
    public Iterator<Object> getNamespaceAxisIterator(Object node) {
        return counted(super.getNamespaceAxisIterator(node));
    }

    @Override
    public String getElementStringValue(Object node) {
        return read(super.getElementStringValue(node));
    }

    @Override
    public String getTextStringValue(Object node) {
        return read(super.getTextStringValue(node));
    }

    @Override
    public String getAttributeStringValue(Object node) {
        return read(super.getAttributeStringValue(node));
    }

    static final class TooMuchException extends RuntimeException {}
}
