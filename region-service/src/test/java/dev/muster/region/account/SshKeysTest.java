package dev.muster.region.account;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.as;
import static dev.muster.region.Clients.form;
import static dev.muster.region.Clients.mac;
import static dev.muster.region.Clients.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class SshKeysTest {
    private static final String KEYS = API + "account/prefs/sshkeys/";
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGZSRMkNLzpBoOqO7hu1NZ4mHLMkVnBfIAmqNuqRAvzx";

    @Inject
    SshKeys keys;

    @Inject
    KnownMachines machines;

    private static String fresh() {
        return "keys-" + mac().replace(":", "");
    }

    private static ValidatableResponse add(RequestSpecification caller, String key) {
        return form(caller).formParam("key", key).post(KEYS + "?op=new").then();
    }

    @Test
    void keysAreAddedListedAndRemovedInBothWays() {
        String name = fresh();
        String caller = user(name);
        int id = add(as(caller), KEY + " me\n")
                .statusCode(201)
                .body("key", equalTo(KEY + " me"))
                .extract()
                .path("id");
        String uri = KEYS + id + "/";
        as(caller).get(KEYS + "?op=list").then().statusCode(200).body("resource_uri", equalTo(List.of(uri)));
        as(caller).get(uri).then().statusCode(200).body("key", equalTo(KEY + " me"));
        assertThat(keys.of(Long.parseLong(machines.text("select id::text from users where name = ?", name))))
                .containsExactly(KEY + " me");
        form(as(caller)).post(uri + "?op=delete").then().statusCode(204);
        as(caller).get(uri).then().statusCode(404);

        int again = add(as(caller), KEY).statusCode(201).extract().path("id");
        as(caller).delete(KEYS + again + "/").then().statusCode(204);
        as(caller).get(KEYS + "?op=list").then().body("", empty());
    }

    @Test
    void aKeyIsThereOnce() {
        String caller = user(fresh());
        add(as(caller), KEY + " one").statusCode(201);
        add(as(caller), KEY + " two")
                .statusCode(400)
                .body("key[0]", equalTo("This key has already been added for this user."));
        add(as(user(fresh())), KEY).statusCode(201);
    }

    @Test
    void aKeyIsThereOnceAlsoWhenManyAddItAtOnce() throws Exception {
        String name = fresh();
        user(name);
        long id = Long.parseLong(machines.text("select id::text from users where name = ?", name));
        SshKey key = SshKey.parse(KEY);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> calls = IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(_ -> () -> keys.add(id, key).isPresent())
                    .toList();
            long added = 0;
            for (var result : pool.invokeAll(calls)) {
                added += result.get() ? 1 : 0;
            }
            assertThat(added).isEqualTo(1);
        }
    }

    @Test
    void whatIsNoKeyIsRefusedWithTheField() {
        add(as(user(fresh())), "ssh-rsa no!sense").statusCode(400).body("key[0]", containsString("base64"));
    }

    @Test
    void keysOfOthersAreNotTouched() {
        int id = add(as(user(fresh())), KEY).extract().path("id");
        String other = user(fresh());
        as(other).delete(KEYS + id + "/").then().statusCode(403);
        as(other).get(KEYS + id + "/").then().statusCode(403);
        as(other).get(KEYS + "first/").then().statusCode(404);
        anonymous().get(KEYS + "?op=list").then().statusCode(401);
    }
}
