package dev.muster.region.account;

import dev.muster.region.api.Parameters;
import dev.muster.region.refusal.RefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads a new user out of a request. All wrong fields are named in one answer.
final class UserForm {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.@+-]{1,150}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final int LONGEST_PASSWORD = 1024;

    private final LinkedHashMap<String, List<String>> errors = new LinkedHashMap<>();

    private UserForm() {}

    static Users.User read(Parameters form) {
        return new UserForm().user(form);
    }

    private Users.User user(Parameters form) {
        String name = form.text("username").orElse("");
        String email = form.text("email").orElse("");
        String password = form.first("password").orElse("");
        if (name.isEmpty()) {
            wrong("username", "This field is required.");
        } else if (!NAME.matcher(name).matches()) {
            wrong("username", "Letters, digits and @.+-_ are expected, at most 150.");
        }
        if (!email.isEmpty() && !EMAIL.matcher(email).matches()) {
            wrong("email", "'" + email + "' is not an e-mail address.");
        }
        if (password.isEmpty()) {
            wrong("password", "This field is required.");
        } else if (password.length() > LONGEST_PASSWORD) {
            wrong("password", "At most " + LONGEST_PASSWORD + " characters.");
        }
        boolean superuser = flag(form.text("is_superuser").orElse(""));
        if (!errors.isEmpty()) {
            throw RefusedException.fields(errors);
        }
        return new Users.User(name, email, superuser);
    }

    private boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "0", "false" -> false;
            case "1", "true" -> true;
            case "" -> {
                wrong("is_superuser", "This field is required.");
                yield false;
            }
            default -> {
                wrong("is_superuser", "0 or 1 is expected.");
                yield false;
            }
        };
    }

    private void wrong(String field, String complaint) {
        errors.put(field, List.of(complaint));
    }
}
