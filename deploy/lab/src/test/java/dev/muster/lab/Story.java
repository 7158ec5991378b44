package dev.muster.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.opentest4j.TestAbortedException;

/// A story of ordered steps is one test: a step means nothing without those before it, and a story that fails is
/// told again from its beginning. What is printed, and the failure, say which step it was.
final class Story {
    private int number;

    interface Step {
        void run() throws Exception;
    }

    void then(String name, Step step) throws Exception {
        Callable<Void> withoutResult = () -> {
            step.run();
            return null;
        };
        then(name, withoutResult);
    }

    /// Runs a step that finds something for those after it.
    <T> T then(String name, Callable<T> step) throws Exception {
        String label = "step " + ++number + ", " + name;
        var begin = Instant.now();
        try {
            T found = step.call();
            System.out.println(label + ": done in "
                    + Duration.between(begin, Instant.now()).toSeconds() + " s");
            return found;
        } catch (TestAbortedException | InterruptedException e) {
            throw e;
        } catch (Exception | AssertionError e) {
            throw new AssertionError(label + ": " + e.getMessage(), e);
        }
    }
}
