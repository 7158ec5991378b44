package dev.muster.region.enlist;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.enlistment;
import static dev.muster.region.Clients.form;
import static dev.muster.region.Clients.mac;
import static dev.muster.region.Clients.machine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.muster.region.RegionTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A region that takes machines from anybody, as MAAS does.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
@TestProfile(AnybodyEnlistsTest.Anybody.class)
class AnybodyEnlistsTest {
    public static class Anybody implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("muster.enlistment.from", "anybody");
        }
    }

    private final String one = mac();
    private final String other = mac();

    private static String enlist(String... macs) {
        return enlistment(anonymous(), macs)
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .extract()
                .path("system_id");
    }

    private static int boot(String mac) {
        return machine(mac)
                .queryParam("local", "10.0.0.1")
                .queryParam("mac", mac)
                .get(API + "pxeconfig/")
                .statusCode();
    }

    private static int preseed(String seen, String systemId) {
        return machine(seen)
                .get("/MAAS/metadata/latest/by-id/" + systemId + "/?op=get_preseed")
                .statusCode();
    }

    @Test
    void theFirstMachineThatIsSeenIsTheNode() {
        String node = enlist(one, other);
        form(admin())
                .formParam("nodes", node)
                .post(API + "nodes/?op=accept")
                .then()
                .statusCode(200);
        assertThat(preseed(one, node)).isEqualTo(403);
        assertThat(boot(one)).isEqualTo(200);
        assertThat(preseed(one, node)).isEqualTo(200);

        // the other address may be a stranger's, or its machine another one
        assertThat(boot(other)).isEqualTo(204);
        assertThat(preseed(other, node)).isEqualTo(403);
        String second = enlistment(machine(other), other, one)
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .extract()
                .path("system_id");
        assertThat(second).isNotEqualTo(node);
    }

    @Test
    void nothingIsBelievedOfWhoOnlySaysThatHeIsTheMachine() {
        enlist(one);
        assertThat(anonymous()
                        .queryParam("local", "10.0.0.1")
                        .queryParam("mac", one)
                        .get(API + "pxeconfig/")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void aMachineIsAddedOnce() {
        enlist(one, other);
        enlistment(anonymous(), other)
                .post(API + "nodes/")
                .then()
                .statusCode(400)
                .body("mac_addresses", equalTo(List.of("MAC address " + other + " already in use.")));
        boot(one);
        enlistment(anonymous(), one)
                .post(API + "nodes/")
                .then()
                .statusCode(400)
                .body("mac_addresses[0]", containsString(one));
    }
}
