/// Record to answer: pure decisions and state machines; knows no socket.
@NullMarked
package dev.muster.cluster.iscsi.policy;

import org.jspecify.annotations.NullMarked;
