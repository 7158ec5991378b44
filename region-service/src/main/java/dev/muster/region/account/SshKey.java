package dev.muster.region.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// An OpenSSH public key (RFC 4253 6.6; sshd(8), AUTHORIZED_KEYS FILE FORMAT, without options).
///
/// @param type `ssh-ed25519`
/// @param base64 the key itself, which names its type once more
/// @param comment may be empty
record SshKey(String type, String base64, String comment) {
    private static final Set<String> TYPES = Set.of(
            "ssh-rsa",
            "ssh-dss",
            "ssh-ed25519",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "sk-ssh-ed25519@openssh.com",
            "sk-ecdsa-sha2-nistp256@openssh.com");

    /// RSA of 16384 bits takes 2.8 kB.
    private static final int LONGEST = 8192;

    /// @throws InvalidSshKeyException whose message tells the user what is wrong
    static SshKey parse(String text) throws InvalidSshKeyException {
        String line = text.strip();
        if (line.isEmpty()) {
            throw new InvalidSshKeyException("This field is required.");
        }
        if (line.contains("PRIVATE KEY")) {
            throw new InvalidSshKeyException("This is a private key. The public one is in the file that ends in .pub.");
        }
        if (line.length() > LONGEST) {
            throw new InvalidSshKeyException("A public key is at most " + LONGEST + " characters long.");
        }
        if (line.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
            throw new InvalidSshKeyException("A public key is a single line.");
        }
        String[] words = line.split("[ \t]+", 3);
        if (words.length < 2 || !TYPES.contains(words[0])) {
            throw new InvalidSshKeyException(
                    "An OpenSSH public key is expected: a type such as ssh-ed25519, the key in base64, a comment.");
        }
        check(words[0], words[1]);
        return new SshKey(words[0], words[1], words.length == 3 ? words[2] : "");
    }

    /// The line as sshd reads it.
    String line() {
        return type + " " + base64 + (comment.isEmpty() ? "" : " " + comment);
    }

    boolean sameKey(String line) {
        return (line + " ").startsWith(type + " " + base64 + " ");
    }

    private static void check(String type, String base64) throws InvalidSshKeyException {
        byte[] blob;
        try {
            blob = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            throw new InvalidSshKeyException("The key is not valid base64.");
        }
        List<byte[]> fields = fields(ByteBuffer.wrap(blob));
        if (!new String(fields.getFirst(), StandardCharsets.US_ASCII).equals(type)) {
            throw new InvalidSshKeyException("The line says '" + type + "', but the key itself is of another type.");
        }
    }

    /// Each is a length of four bytes, and as many more (RFC 4251 5); the first of at least two is the type.
    private static List<byte[]> fields(ByteBuffer blob) throws InvalidSshKeyException {
        var fields = new ArrayList<byte[]>();
        while (blob.hasRemaining()) {
            int length = blob.remaining() < Integer.BYTES ? -1 : blob.getInt();
            if (length < 0 || length > blob.remaining()) {
                throw new InvalidSshKeyException("The key is cut off or damaged.");
            }
            byte[] field = new byte[length];
            blob.get(field);
            fields.add(field);
        }
        if (fields.size() < 2) {
            throw new InvalidSshKeyException("The key is cut off or damaged.");
        }
        return fields;
    }

    /// The message may be shown to the user.
    static final class InvalidSshKeyException extends Exception {
        InvalidSshKeyException(String message) {
            super(message);
        }
    }
}
