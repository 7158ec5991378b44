package dev.muster.region.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.muster.model.cluster.ClusterHeaders;
import dev.muster.region.Clients;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes up requests by a table of what there is: for each a caller, values in the path, parameters, and how they are
/// written. The same seed makes the same requests.
final class HostileRequest {
    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final String BOUNDARY = "=====b=====";
    private static final List<String> TYPES = List.of(
            "application/x-www-form-urlencoded",
            "application/x-www-form-urlencoded; charset=ISO-8859-1",
            "application/json",
            "multipart/form-data; boundary=\"" + BOUNDARY + "\"",
            "multipart/form-data",
            "text/plain",
            "application/octet-stream",
            "application/xml",
            "a/b; c=\"d",
            ";;;");

    private final Random random;
    private final World world;

    /// @param good a value that exists, by the name of a parameter
    /// @param users API keys
    /// @param machines keys of nodes
    /// @param clusterHeader credentials of a cluster
    record World(
            Map<String, String> good, List<String> users, List<String> machines, String clusterHeader, String mac) {}

    /// What can be asked for.
    ///
    /// @param path with names in braces
    /// @param op empty for none
    record Target(String method, String path, String op, List<String> parameters) {}

    HostileRequest(Random random, World world) {
        this.random = random;
        this.world = world;
    }

    byte[] to(Target target) {
        var query = new ArrayList<String>();
        var fields = new LinkedHashMap<String, List<byte[]>>();
        boolean inBody = !target.method().equals("GET") && chance(80);
        if (!target.op().isEmpty() || chance(5)) {
            field(inBody && chance(40), "op", chance(97) ? target.op().getBytes(UTF_8) : value("op"), query, fields);
        }
        for (String parameter : target.parameters()) {
            for (int times = chance(50) ? 1 : chance(20) ? 2 : 0; times > 0; times--) {
                field(inBody, parameter, value(parameter), query, fields);
            }
        }
        if (chance(5)) {
            field(inBody, HostileValues.text(random), value(""), query, fields);
        }
        String method = chance(97) ? target.method() : chance(50) ? "HEAD" : "OPTIONS";
        // what is gone cannot be attacked any more
        String path = path(target.path(), target.method().equals("DELETE") ? 2 : 75)
                + (query.isEmpty() ? "" : "?" + String.join("&", query));
        boolean machine = target.path().startsWith("/MAAS/metadata") ? chance(80) : chance(3);
        return request(
                method, path, machine ? world.machines() : world.users(), method.equals("GET") ? Map.of() : fields);
    }

    private void field(
            boolean inBody, String name, byte[] value, List<String> query, Map<String, List<byte[]>> fields) {
        if (inBody) {
            fields.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        } else if (value.length < 500) {
            query.add(percent(name.getBytes(UTF_8)) + "=" + percent(value));
        }
    }

    private byte[] value(String parameter) {
        String good = world.good().get(parameter);
        return good != null && chance(50) ? good.getBytes(UTF_8) : HostileValues.next(random);
    }

    private String path(String template, int good) {
        Matcher names = NAME.matcher(template);
        var path = new StringBuilder();
        while (names.find()) {
            names.appendReplacement(path, Matcher.quoteReplacement(segment(names.group(1), good)));
        }
        names.appendTail(path);
        return chance(3) ? path + HostileValues.text(random).replaceAll("[^!-~]|[?#]", "%00") : path.toString();
    }

    private String segment(String name, int percent) {
        String good = world.good().get(name);
        if (good != null && chance(percent)) {
            return percent(good.getBytes(UTF_8));
        }
        byte[] value = HostileValues.next(random);
        return value.length == 0 || value.length > 500 ? "x" : percent(value);
    }

    private byte[] request(String method, String uri, List<String> keys, Map<String, List<byte[]>> fields) {
        var request = new ByteArrayOutputStream();
        line(request, method + " " + (chance(1) ? uri.replace("%", "%z") : uri) + " HTTP/1.1");
        line(request, "Host: " + (chance(99) ? "localhost" : "a b<>:99999"));
        caller(request, keys);
        byte[] body = new byte[0];
        if (!fields.isEmpty()) {
            String type =
                    TYPES.get(chance(90) ? List.of(0, 0, 2, 3).get(random.nextInt(4)) : random.nextInt(TYPES.size()));
            body = body(type, fields);
            line(request, "Content-Type: " + type);
        }
        if (chance(5)) {
            line(
                    request,
                    "Accept: "
                            + List.of("text/html", "*/*;q=x", "a", "application/json")
                                    .get(random.nextInt(4)));
            line(request, "Last-Event-ID: " + printable());
        }
        line(request, "Content-Length: " + body.length);
        line(request, "");
        request.writeBytes(body);
        return request.toByteArray();
    }

    private void caller(ByteArrayOutputStream request, List<String> keys) {
        if (chance(90)) {
            String header = Clients.oauth(keys.get(random.nextInt(keys.size())));
            if (chance(4)) {
                header = header.replaceFirst(
                        "oauth_\\w+=\"",
                        "$0" + List.of("%00", "%ff", "\\\\", "\"").get(random.nextInt(4)));
            }
            line(request, "Authorization: " + header);
        }
        if (chance(15)) {
            boolean good = chance(90);
            line(request, ClusterHeaders.CLUSTER + ": " + (good ? world.clusterHeader() : printable()));
            line(request, ClusterHeaders.NODE_MAC + ": " + (chance(70) ? world.mac() : printable()));
            line(request, ClusterHeaders.NODE_ADDRESS + ": " + (chance(70) ? "10.0.0.7" : printable()));
            line(request, ClusterHeaders.BASE_URL + ": " + (chance(70) ? "http://10.0.0.1:5248/MAAS" : printable()));
        }
    }

    private byte[] body(String type, Map<String, List<byte[]>> fields) {
        byte[] whole = type.startsWith("multipart")
                ? multipart(fields)
                : type.equals("application/json") ? json(fields) : form(fields);
        return chance(3) ? java.util.Arrays.copyOf(whole, random.nextInt(whole.length + 1)) : whole;
    }

    private byte[] form(Map<String, List<byte[]>> fields) {
        var pairs = new ArrayList<String>();
        fields.forEach((name, values) ->
                values.forEach(value -> pairs.add(percent(name.getBytes(UTF_8)) + "=" + percent(value))));
        return String.join("&", pairs).getBytes(ISO_8859_1);
    }

    private byte[] multipart(Map<String, List<byte[]>> fields) {
        var body = new ByteArrayOutputStream();
        fields.forEach((name, values) -> values.forEach(value -> {
            boolean base64 = chance(50);
            line(body, "--" + BOUNDARY);
            String plain = name.replaceAll("[\\p{Cntrl}\"]", "_");
            line(
                    body,
                    "Content-Disposition: form-data; name=\"" + plain + "\"" + (chance(15) ? "; filename=\"f\"" : ""));
            if (base64) {
                line(body, "Content-Transfer-Encoding: base64");
            }
            line(body, "");
            body.writeBytes(base64 ? Base64.getEncoder().encode(value) : value);
            line(body, "");
        }));
        body.writeBytes(("--" + BOUNDARY + "--").getBytes(UTF_8));
        return body.toByteArray();
    }

    /// Octets that are no UTF-8 go in as they are; the rest is escaped as JSON wants it.
    private byte[] json(Map<String, List<byte[]>> fields) {
        var body = new ByteArrayOutputStream();
        body.write('{');
        fields.forEach((name, values) -> {
            body.writeBytes((body.size() > 1 ? "," : "").getBytes(UTF_8));
            body.writeBytes(quoted(name.getBytes(UTF_8)));
            body.write(':');
            body.write('[');
            for (int i = 0; i < values.size(); i++) {
                body.writeBytes((i > 0 ? "," : "").getBytes(UTF_8));
                boolean bare = chance(10);
                body.writeBytes(bare ? values.get(i) : quoted(values.get(i)));
            }
            body.write(']');
        });
        body.write('}');
        return body.toByteArray();
    }

    private static byte[] quoted(byte[] text) {
        var quoted = new ByteArrayOutputStream();
        quoted.write('"');
        for (byte octet : text) {
            if ((octet >= 0 && octet < 0x20) || octet == '"' || octet == '\\') {
                quoted.writeBytes("\\u%04x".formatted((int) octet).getBytes(UTF_8));
            } else {
                quoted.write(octet);
            }
        }
        quoted.write('"');
        return quoted.toByteArray();
    }

    private String printable() {
        return HostileValues.text(random).replaceAll("[^ -~]", "\u00e9").strip();
    }

    private static String percent(byte[] octets) {
        var text = new StringBuilder();
        for (byte octet : octets) {
            char c = (char) (octet & 0xff);
            text.append(UNRESERVED.indexOf(c) >= 0 ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return text.toString();
    }

    private static void line(ByteArrayOutputStream out, String text) {
        out.writeBytes((text + "\r\n").getBytes(ISO_8859_1));
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
