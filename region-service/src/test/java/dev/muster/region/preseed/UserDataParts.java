package dev.muster.region.preseed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.regex.Pattern;

/// Takes a user-data document apart, as far as the tests need it.
final class UserDataParts {
    private static final Pattern SCRIPT = Pattern.compile(
            "Content-Type: text/(?:x-shellscript|cloud-boothook);.*?\n\n(.*?)\n--=====muster=====--", Pattern.DOTALL);

    private UserDataParts() {}

    static String script(byte[] userData) {
        var matcher = SCRIPT.matcher(new String(userData, US_ASCII));
        if (!matcher.find()) {
            throw new AssertionError("no script in the user-data");
        }
        return matcher.group(1);
    }
}
