package dev.muster.model.log;

import dev.muster.model.node.MacAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/// For which machine a piece of work is done: every log line of that work has these fields beside its text (mapped
/// diagnostic context), whoever writes it.
///
/// @param values by the name of the field
public record LogFields(Map<String, String> values) {
    public static final String MAC = "mac";
    public static final String SYSTEM_ID = "system_id";
    /// DHCP's `xid`, eight hexadecimal digits, or six of DHCPv6; a power command's id.
    public static final String TRANSACTION = "transaction";

    private static final List<String> NAMES = List.of(MAC, SYSTEM_ID, TRANSACTION);

    public static LogFields none() {
        return new LogFields(Map.of());
    }

    /// Those of this thread now, for work that another one goes on with.
    public static LogFields current() {
        Map<String, String> values = LinkedHashMap.newLinkedHashMap(NAMES.size());
        for (String name : NAMES) {
            Object value = MDC.get(name);
            if (value != null) {
                values.put(name, value.toString());
            }
        }
        return new LogFields(values);
    }

    public LogFields mac(MacAddress mac) {
        return with(MAC, mac.toString());
    }

    public LogFields systemId(String systemId) {
        return with(SYSTEM_ID, systemId);
    }

    public LogFields transaction(String id) {
        return with(TRANSACTION, id);
    }

    private LogFields with(String name, String value) {
        Map<String, String> more = LinkedHashMap.newLinkedHashMap(values.size() + 1);
        more.putAll(values);
        more.put(name, value);
        return new LogFields(more);
    }

    /// Until it is closed, on this thread.
    public Scope open() {
        Map<String, @Nullable Object> before = LinkedHashMap.newLinkedHashMap(values.size());
        values.forEach((name, value) -> before.put(name, MDC.put(name, value)));
        return () -> before.forEach(LogFields::restore);
    }

    private static void restore(String name, @Nullable Object before) {
        if (before == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, before);
        }
    }

    /// For the rest of an HTTP request, with whose context they end, its failure included.
    public void put() {
        values.forEach(MDC::put);
    }

    /// The work with these fields, on whichever thread runs it.
    public Runnable around(Runnable work) {
        return () -> {
            try (var _ = open()) {
                work.run();
            }
        };
    }

    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
