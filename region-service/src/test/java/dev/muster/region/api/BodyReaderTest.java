package dev.muster.region.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.region.refusal.RefusedException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
    private static Parameters read(String type, String body) throws MalformedBodyException {
        return BodyReader.read(type, body.getBytes(UTF_8));
    }

    @Test
    void formsKeepRepeatedAndEmptyFields() throws Exception {
        Parameters form =
                read("application/x-www-form-urlencoded; charset=UTF-8", "op=new&m=1&m=2&e=&f&h=a%20b+c%C3%A9");
        assertThat(form.all("m")).containsExactly("1", "2");
        assertThat(form.first("e")).contains("");
        assertThat(form.text("e")).isEmpty();
        assertThat(form.has("f")).isTrue();
        assertThat(form.first("h")).contains("a b cé");
    }

    @Test
    void aBodyWithoutATypeIsAForm() throws Exception {
        assertThat(read("", "a=b").first("a")).contains("b");
    }

    @Test
    void jsonMembersAreParameters() throws Exception {
        Parameters json =
                read("application/json", "{\"m\": [\"1\", 2], \"p\": {\"a\": \"b\"}, \"n\": null, \"t\": true}");
        assertThat(json.all("m")).containsExactly("1", "2");
        assertThat(json.first("p")).contains("{\"a\":\"b\"}");
        assertThat(json.first("n")).isEmpty();
        assertThat(json.first("t")).contains("true");
    }

    @Test
    void whatAMachineTellsPeopleIsReadAllTheSame() throws Exception {
        byte[] form = "error=caf\u00e9+%00%ff&status=OK".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        Parameters parameters = BodyReader.read("", form, Set.of("error"));
        assertThat(parameters.first("error")).contains("caf\ufffd \ufffd\ufffd");
        assertThatThrownBy(() -> BodyReader.read("", form, Set.of("status"))).isInstanceOf(RefusedException.class);
    }

    @Test
    void brokenBodiesAreRefused() {
        assertThatThrownBy(() -> read("application/json", "{")).isInstanceOf(MalformedBodyException.class);
        assertThatThrownBy(() -> read("application/json", "[1]")).isInstanceOf(MalformedBodyException.class);
        assertThatThrownBy(() -> read("application/x-www-form-urlencoded", "a=%zz"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("a=[The percent-encoding is malformed.]");
        assertThatThrownBy(() -> read("multipart/form-data", "--b--")).isInstanceOf(MalformedBodyException.class);
    }
}
