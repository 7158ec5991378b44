package dev.muster.region.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.cluster.DhcpService;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/// [DhcpService] as JSON in a column of text; a field that a later release wrote is passed over.
@Converter
public class DhcpServiceColumn implements AttributeConverter<DhcpService, String> {
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @Override
    public String convertToDatabaseColumn(DhcpService service) {
        try {
            return JSON.writeValueAsString(service);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a DHCP service that is no JSON", e);
        }
    }

    @Override
    public DhcpService convertToEntityAttribute(String column) {
        try {
            return JSON.readValue(column, DhcpService.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("subnets.dhcp_service cannot be read", e);
        }
    }
}
