package dev.muster.region.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts with AES-256-GCM. A box is one version byte, a nonce of 12 bytes, and the ciphertext with its tag.
public final class SecretBox {
    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    SecretBox(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /// @param context what the secret belongs to; a box opens for the same context only, so that one cannot be
    ///     moved to another row
    public byte[] seal(String secret, String context) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] ciphertext = run(Cipher.ENCRYPT_MODE, nonce, secret.getBytes(StandardCharsets.UTF_8), context);
        byte[] box = new byte[1 + NONCE + ciphertext.length];
        box[0] = VERSION;
        System.arraycopy(nonce, 0, box, 1, NONCE);
        System.arraycopy(ciphertext, 0, box, 1 + NONCE, ciphertext.length);
        return box;
    }

    /// @throws WrongKeyException if it does not open
    public String open(byte[] box, String context) {
        if (box.length < 1 + NONCE || box[0] != VERSION) {
            throw new IllegalStateException("not a sealed secret");
        }
        byte[] nonce = Arrays.copyOfRange(box, 1, 1 + NONCE);
        byte[] ciphertext = Arrays.copyOfRange(box, 1 + NONCE, box.length);
        return new String(run(Cipher.DECRYPT_MODE, nonce, ciphertext, context), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, byte[] nonce, byte[] text, String context) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new WrongKeyException(e);
        }
    }
}
