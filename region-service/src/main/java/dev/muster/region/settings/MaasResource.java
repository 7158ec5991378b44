package dev.muster.region.settings;

import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiResource;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// `maas/`: settings for all machines.
@ApplicationScoped
class MaasResource implements ApiResource {
    private static final String NAMES =
            Arrays.stream(Setting.values()).map(Setting::wireName).collect(Collectors.joining(", "));

    private final StoredSettings settings;

    MaasResource(StoredSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Operations> operations() {
        return List.of(Operations.of("MaasHandler", "maas/", "Settings for all machines.")
                .on(Method.GET, "get_config", Role.ADMIN, this::get)
                .says("Reads a setting.", "name required: one of " + NAMES)
                .answers(Shape.of(Object.class))
                .on(Method.POST, "set_config", Role.ADMIN, this::set)
                .says("Changes a setting.", "name required: one of " + NAMES, "value required: as the setting wants it")
                .answers(Shape.text()));
    }

    private Answer get(ApiCall call) {
        Setting setting = setting(call);
        return Answer.json(
                setting == Setting.ENABLE_DISK_ERASING_ON_RELEASE
                        ? settings.isOn(setting)
                        : settings.get(setting).orElse(""));
    }

    private Answer set(ApiCall call) {
        Setting setting = setting(call);
        String value = call.parameters()
                .first("value")
                .map(String::strip)
                .orElseThrow(() -> RefusedException.invalid("No provided value!"));
        setting.complaint(value).ifPresent(complaint -> {
            throw RefusedException.field(setting.wireName(), complaint);
        });
        settings.set(setting, value);
        return Answer.text("OK");
    }

    private static Setting setting(ApiCall call) {
        String name = call.mandatory("name");
        return Setting.named(name)
                .orElseThrow(() -> RefusedException.field(
                        "name", "'" + name + "' is not a setting. Settings are: " + NAMES + "."));
    }
}
