package dev.muster.region.settings;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.as;
import static dev.muster.region.Clients.enlistment;
import static dev.muster.region.Clients.form;
import static dev.muster.region.Clients.mac;
import static dev.muster.region.Clients.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.muster.model.event.Topics;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.RegionTestResource;
import dev.muster.region.TopicReader;
import dev.muster.region.boot.KnownMachines;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class SettingsTest {
    @Inject
    KnownMachines machines;

    @Inject
    StoredSettings settings;

    /// Other tests count on what is configured.
    @AfterEach
    void forget() {
        machines.update("delete from settings");
        settings.forget();
    }

    private static ValidatableResponse set(String name, String value) {
        return form(admin())
                .formParam("op", "set_config")
                .formParam("name", name)
                .formParam("value", value)
                .post(API + "maas/")
                .then();
    }

    private static ValidatableResponse get(String name) {
        return admin().get(API + "maas/?op=get_config&name=" + name).then();
    }

    @Test
    void whatIsNotSetIsAsConfigured() {
        get("commissioning_distro_series").statusCode(200).body(equalTo("\"bookworm\""));
        get("enlistment_domain").body(equalTo("\"local\""));
        get("kernel_opts").body(equalTo("\"\""));
        get("enable_disk_erasing_on_release").body(equalTo("false"));
    }

    @Test
    void whatIsSetIsReadBackAtOnce() {
        set("main_archive", "http://mirror.example.com/debian").statusCode(200).body(equalTo("OK"));
        get("main_archive").body(equalTo("\"http://mirror.example.com/debian\""));
        set("main_archive", "").statusCode(200);
        get("main_archive").body(equalTo("\"\""));
        set("enable_disk_erasing_on_release", "1").statusCode(200);
        get("enable_disk_erasing_on_release").body(equalTo("true"));
    }

    @Test
    void unknownSettingsAndWrongValuesAreNamed() {
        set("ntp_server", "ntp.example.com")
                .statusCode(400)
                .body("name[0]", containsString("'ntp_server' is not a setting"));
        get("no_such").statusCode(400).body("name[0]", containsString("kernel_opts"));
        set("http_proxy", "proxy:3128").statusCode(400).body("http_proxy", notNullValue());
        set("kernel_opts", "a\nb").statusCode(400).body("kernel_opts", notNullValue());
        set("enlistment_domain", "No Domain").statusCode(400).body("enlistment_domain", notNullValue());
        set("enable_disk_erasing_on_release", "maybe")
                .statusCode(400)
                .body("enable_disk_erasing_on_release", notNullValue());
        form(admin())
                .formParam("name", "kernel_opts")
                .post(API + "maas/?op=set_config")
                .then()
                .statusCode(400)
                .body(equalTo("No provided value!"));
    }

    @Test
    void kernelOptionsAreInEveryAnswerAtOnce() {
        var cluster = machines.cluster();
        var mac = machines.freshMac();
        machines.node("set" + mac.value().replace(":", ""), NodeStatus.READY, mac, cluster);
        set("kernel_opts", "console=ttyS7").statusCode(200);
        String query = "pxeconfig/?local=10.0.0.1&cluster_uuid=" + cluster.uuid();
        anonymous().get(API + query).then().body("extra_opts", equalTo("console=ttyS7"));
        anonymous().get(API + query + "&mac=" + mac.value()).then().body("extra_opts", equalTo("console=ttyS7"));
        try (var answers = TopicReader.of(Topics.BOOT_ANSWER)) {
            assertThat(answers.values(mac.value(), 1).getLast()).contains("console=ttyS7");
        }
    }

    @Test
    void enlistmentUsesItsDomainAndRelease() {
        set("enlistment_domain", "rack.example.com").statusCode(200);
        set("commissioning_distro_series", "trixie").statusCode(200);
        enlistment(mac()).post(API + "nodes/").then().statusCode(200).body("hostname", endsWith(".rack.example.com"));
        anonymous()
                .get(API + "pxeconfig/?local=10.0.0.1&arch=amd64")
                .then()
                .body("domain", equalTo("rack.example.com"))
                .body("release", equalTo("trixie"));
    }

    @Test
    void theProxyOfAllIsInDocuments() {
        set("http_proxy", "http://proxy.example.com:3128/").statusCode(200);
        assertThat(anonymous().get("/MAAS/metadata/enlist/2012-03-01/user-data").asString())
                .contains("proxy: 'http://proxy.example.com:3128/'");
    }

    @Test
    void settingsAreForAdministrators() {
        String key = user("settings-" + mac().replace(":", ""));
        as(key).get(API + "maas/?op=get_config&name=kernel_opts").then().statusCode(403);
        form(as(key)).post(API + "maas/?op=set_config").then().statusCode(403);
    }
}
