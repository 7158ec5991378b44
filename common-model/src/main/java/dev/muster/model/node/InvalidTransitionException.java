package dev.muster.model.node;

/// A node cannot go from the state that it is in to the one that was asked for.
public final class InvalidTransitionException extends RuntimeException {
    public InvalidTransitionException(NodeStatus from, NodeStatus to) {
        super("Invalid transition: " + from.label() + " -> " + to.label() + ".");
    }
}
