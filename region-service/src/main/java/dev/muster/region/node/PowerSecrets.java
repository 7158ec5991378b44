package dev.muster.region.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.region.secrets.SecretBox;
import dev.muster.region.secrets.WrongKeyException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Power parameters hold passwords: in the database they are JSON, sealed for their node.
@ApplicationScoped
class PowerSecrets {
    private static final Logger LOG = Logger.getLogger(PowerSecrets.class);
    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

    private final SecretBox box;
    private final ObjectMapper mapper;

    PowerSecrets(SecretBox box, ObjectMapper mapper) {
        this.box = box;
        this.mapper = mapper;
    }

    Map<String, Object> of(NodeRow row) {
        return of(row.systemId(), row.powerParameters());
    }

    /// @param sealed as they are stored; empty where there are none
    /// @return none where they were sealed with a key that is lost
    Map<String, Object> of(String systemId, Optional<byte[]> sealed) {
        try {
            return sealed.map(stored -> parse(box.open(stored, systemId))).orElseGet(LinkedHashMap::new);
        } catch (WrongKeyException _) {
            LOG.warnf(
                    "the power parameters of %s were sealed with another key: they have to be entered anew", systemId);
            return new LinkedHashMap<>();
        }
    }

    /// @param json an object, or empty text for none
    void put(NodeRow row, String json) {
        if (!json.isBlank()) {
            row.powerParameters(box.seal(json, row.systemId()));
        }
    }

    void clear(NodeRow row) {
        row.powerParameters(box.seal("{}", row.systemId()));
    }

    void change(NodeRow row, Map<String, String> changes) {
        Map<String, Object> parameters = of(row);
        changes.forEach((name, value) -> {
            if (value.isEmpty()) {
                parameters.remove(name);
            } else {
                parameters.put(name, value);
            }
        });
        try {
            put(row, mapper.writeValueAsString(parameters));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("power parameters of " + row.systemId() + " cannot be written", e);
        }
    }

    private Map<String, Object> parse(String json) {
        try {
            return mapper.readValue(json, MAP);
        } catch (JsonProcessingException _) {
            // without the cause: its message quotes the secret
            throw new IllegalStateException("stored power parameters are not JSON");
        }
    }
}
