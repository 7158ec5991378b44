package dev.muster.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What to run as a child of this JVM.
///
/// @param name for messages
/// @param prefix words before everything else, such as `ip netns exec NAME`
/// @param orphanSignal what the kernel sends to the child when this JVM is gone
/// @param environment added to this JVM's own; secrets go here, never into the words
/// @param log takes the child's output
record ChildCommand(
        String name,
        List<String> prefix,
        List<String> words,
        Signal orphanSignal,
        Map<String, String> environment,
        Path log) {
    ChildCommand {
        prefix = List.copyOf(prefix);
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    enum Signal {
        HUP,
        INT,
        TERM,
        QUIT,
        KILL
    }

    /// Without the environment: there are passwords in it.
    @Override
    public String toString() {
        return "ChildCommand[name=" + name + ", words=" + words + ", log=" + log + "]";
    }

    /// `setpriv` stands directly before the program: a change of user or namespace would clear the orphan signal.
    List<String> fullWords() {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(List.of("setpriv", "--pdeathsig", orphanSignal.name(), "--"));
        all.addAll(words);
        return all;
    }
}
