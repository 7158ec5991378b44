package dev.muster.region.commissioning;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.form;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.metadata.Machine;
import dev.muster.region.metadata.Machines;
import dev.muster.region.metadata.Multipart;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class BlockDevicesTest {
    private static final String SDA = """
            {"NAME": "sda", "PATH": "/dev/sda", "ID_PATH": "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4", "MODEL": "ST500",
             "SERIAL": "Z1", "WWN": "0x5000c500a1b2c3d4", "SIZE": "500107862016", "BLOCK_SIZE": "512", "RO": "0",
             "RM": "0", "ROTA": "1", "TRAN": "sata", "SATA": "1"}""";
    private static final String VDB = """
            {"NAME": "vdb", "PATH": "/dev/vdb", "ID_PATH": "/dev/vdb", "MODEL": "", "SERIAL": "second", "WWN": "",
             "SIZE": "8589934592", "BLOCK_SIZE": "512", "RO": "0", "RM": "0", "ROTA": "0", "TRAN": "", "SATA": "0"}""";

    @Inject
    Machines fresh;

    @Inject
    KnownMachines machines;

    /// A node that is commissioned with these disks, and ready.
    private Machine ready(String... disks) {
        Machine machine = fresh.in(NodeStatus.COMMISSIONING);
        commissioned(machine, disks);
        return machine;
    }

    private static void commissioned(Machine machine, String... disks) {
        machine.signal(Multipart.signal("OK", "finished [1/1]")
                        .file("00-maas-07-block-devices.out", ("[" + String.join(",", disks) + "]").getBytes(UTF_8)))
                .then()
                .statusCode(200);
    }

    private static String uri(Machine machine) {
        return API + "nodes/" + machine.systemId + "/blockdevices/";
    }

    private static void choose(Machine machine, int disk) {
        admin().post(uri(machine) + disk + "/?op=set_boot_disk")
                .then()
                .statusCode(200)
                .body(equalTo("OK"));
    }

    @Test
    void disksAreListedAsCommissioningFoundThem() {
        Machine machine = ready(SDA, VDB);
        Map<String, Object> disk = admin().get(uri(machine))
                .then()
                .statusCode(200)
                .body("name", equalTo(List.of("sda", "vdb")))
                .extract()
                .jsonPath()
                .getMap("[0]");
        assertThat(disk)
                .containsOnly(
                        Map.entry("id", 1),
                        Map.entry("name", "sda"),
                        Map.entry("type", "physical"),
                        Map.entry("path", "/dev/sda"),
                        Map.entry("id_path", "/dev/disk/by-id/wwn-0x5000c500a1b2c3d4"),
                        Map.entry("model", "ST500"),
                        Map.entry("serial", "Z1"),
                        Map.entry("size", 500_107_862_016L),
                        Map.entry("block_size", 512),
                        Map.entry("tags", List.of("rotary", "sata")),
                        Map.entry("boot_disk", false),
                        Map.entry("resource_uri", uri(machine) + "1/"));
        admin().get(uri(machine) + "2/").then().statusCode(200).body("serial", is("second"));
        assertThat(machine.node().hardware().storage()).isEqualTo(508_697);
    }

    @Test
    void theDiskThatIsChosenIsInThePlanOfTheInstallation() {
        Machine machine = ready(SDA, VDB);
        choose(machine, 2);
        admin().get(uri(machine)).then().body("boot_disk", equalTo(List.of(false, true)));
        assertThat(machine.events("NODE_UPDATED")).containsExactly("Boot disk: /dev/vdb");
        machine.move(NodeStatus.ALLOCATED);
        form(admin())
                .formParam("distro_series", "custom/noble-raid")
                .post(API + "nodes/" + machine.systemId + "/?op=start")
                .then()
                .statusCode(200);
        assertThat(machine.get("/curtin/2012-03-01/user-data").asString())
                .contains("\"disk\":{\"serial\":\"second\"}")
                .contains("\"image\":\"custom/amd64/generic/noble-raid/release\"");
        admin().post(uri(machine) + "1/?op=set_boot_disk")
                .then()
                .statusCode(409)
                .body(containsString("neither Ready nor Allocated"));
    }

    @Test
    void theInstallersChoiceCanBeHadAgain() {
        Machine machine = ready(SDA, VDB);
        choose(machine, 1);
        assertThat(machine.column("boot_disk")).isEqualTo("wwn:0x5000c500a1b2c3d4");
        admin().post(uri(machine) + "?op=clear_boot_disk").then().statusCode(200);
        assertThat(machine.column("boot_disk")).isEmpty();
        admin().get(uri(machine)).then().body("boot_disk", equalTo(List.of(false, false)));
    }

    @Test
    void aChoiceLastsAsLongAsCommissioningFindsTheDisk() {
        Machine machine = ready(SDA, VDB);
        choose(machine, 2);
        commissioned(machine.move(NodeStatus.COMMISSIONING), VDB, SDA);
        admin().get(uri(machine)).then().body("boot_disk", equalTo(List.of(true, false)));
        commissioned(machine.move(NodeStatus.COMMISSIONING), SDA);
        admin().get(uri(machine)).then().body("boot_disk", equalTo(List.of(false)));
        assertThat(machine.column("boot_disk")).isEmpty();
        assertThat(machine.events("NODE_BOOT_DISK_GONE"))
                .containsExactly("serial:second is not there: the installer chooses");
    }

    @Test
    void aDistributionsInstallerThatWouldTakeAnotherDiskIsNotStarted() {
        Machine machine = ready(SDA, VDB).set("boot_type", "di");
        choose(machine, 2);
        machine.move(NodeStatus.ALLOCATED);
        admin().post(API + "nodes/" + machine.systemId + "/?op=start")
                .then()
                .statusCode(409)
                .body(containsString("clear_boot_disk"));
        admin().post(uri(machine) + "?op=clear_boot_disk").then().statusCode(200);
        admin().post(API + "nodes/" + machine.systemId + "/?op=start").then().statusCode(200);
    }

    @Test
    void onlyWhoMayChangeTheNodeChoosesAndOnlyWhatIsThere() {
        Machine machine = ready(SDA);
        String stranger = machines.authorization();
        anonymous()
                .header("Authorization", stranger)
                .get(uri(machine))
                .then()
                .statusCode(200)
                .body("size()", is(1));
        anonymous()
                .header("Authorization", stranger)
                .post(uri(machine) + "1/?op=set_boot_disk")
                .then()
                .statusCode(403);
        anonymous().get(uri(machine)).then().statusCode(401);
        for (String none : List.of("0", "2", "sda", "-1")) {
            admin().get(uri(machine) + none + "/").then().statusCode(404);
            admin().post(uri(machine) + none + "/?op=set_boot_disk").then().statusCode(404);
        }
        Machine other = fresh.in(NodeStatus.READY);
        admin().get(uri(other)).then().statusCode(200).body(equalTo("[]"));
    }
}
