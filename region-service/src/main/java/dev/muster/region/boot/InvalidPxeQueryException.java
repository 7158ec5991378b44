package dev.muster.region.boot;

/// A pxeconfig query that names no boot; the message names the parameter.
class InvalidPxeQueryException extends Exception {
    InvalidPxeQueryException(String message) {
        super(message);
    }
}
