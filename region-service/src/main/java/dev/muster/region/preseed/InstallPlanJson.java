package dev.muster.region.preseed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.muster.region.allocation.DiskName;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/// The plan as `muster-install.py` reads it: one line of ASCII.
final class InstallPlanJson {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private InstallPlanJson() {}

    /// @param aptProxy for the installed system; empty for none
    static String of(InstallPlan plan, String aptProxy) {
        MachineContext machine = plan.machine();
        String base = machine.baseUrl();
        String[] key = plan.credentials().split(":", -1);
        if (key.length != 3) {
            throw new IllegalArgumentException("a node's credentials have three parts, not " + key.length);
        }
        var json = new LinkedHashMap<String, Object>();
        json.put("system_id", machine.systemId());
        json.put("hostname", machine.hostname());
        json.put("consumer_key", key[0]);
        json.put("token_key", key[1]);
        json.put("token_secret", key[2]);
        json.put("metadata_url", base + "/metadata/");
        json.put("status_url", base + "/metadata/status/" + machine.systemId());
        json.put("netboot_off_url", base + "/metadata/latest/by-id/" + machine.systemId() + "/");
        json.put("images_url", URI.create(base).resolve("/images/").toString());
        json.put("image", plan.image().path());
        json.put("ssh_keys", plan.sshKeys());
        json.put("apt_proxy", aptProxy);
        plan.disk().ifPresent(disk -> json.put("disk", named(disk)));
        return written(json);
    }

    /// A disk, as `muster_target.py` reads it.
    static String of(DiskName disk) {
        return written(named(disk));
    }

    private static Map<String, String> named(DiskName disk) {
        return Map.of(disk.by(), disk.value());
    }

    private static String written(Map<String, ?> json) {
        try {
            return JSON.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write an install plan", e);
        }
    }
}
