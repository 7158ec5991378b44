package dev.muster.region.metadata;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Base64;

/// A multipart body, byte for byte as the programs on machines write it: `op` is a part, files are raw, the field's
/// name is the file's.
public final class Multipart {
    private static final String BOUNDARY = "3ifIn3vCV6kFbqBdaZoTfWmQyUXuFBBFvUo2Bi";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public static Multipart signal(String status, String error) {
        return new Multipart().field("op", "signal").field("status", status).field("error", error);
    }

    public Multipart field(String name, String value) {
        return text(
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
    }

    public Multipart file(String name, byte[] content) {
        text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        out.writeBytes(content);
        return text("\r\n");
    }

    /// As the MAAS command line does.
    public Multipart base64File(String name, byte[] content) {
        return text("--" + BOUNDARY + "\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: form-data; name=\""
                + name + "\"; filename=\"" + name + "\"\r\nMIME-Version: 1.0\r\nContent-Type:"
                + " application/octet-stream\r\n\r\n" + Base64.getMimeEncoder().encodeToString(content) + "\r\n");
    }

    private Multipart text(String text) {
        out.writeBytes(text.getBytes(ISO_8859_1));
        return this;
    }

    String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    byte[] bytes() {
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(out.toByteArray());
        whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(ISO_8859_1));
        return whole.toByteArray();
    }
}
