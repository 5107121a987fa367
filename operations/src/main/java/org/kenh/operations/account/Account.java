package org.kenh.operations.account;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A person.
 *
 * @param username 1 to 64 of {@code a-z0-9-_.@}, first one alphanumeric
 * @param name how the person is called
 * @param area id of the area, with all that lies in it, that the person sees; empty: everything
 */
public record Account(String username, String name, Set<Role> roles, Optional<String> area, boolean disabled) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

    public Account {
        if (!isUsername(username)) {
            throw new IllegalArgumentException("user name must be 1 to 64 of a-z 0-9 - _ . @, but is " + username);
        }
        roles = Set.copyOf(roles);
    }

    public static boolean isUsername(String text) {
        return FORM.matcher(text).matches();
    }

    /** User names do not tell capital letters apart. */
    public static String normalise(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    /** Whether the person is here for a cooperative and has no other part. */
    public boolean isOnlyCooperative() {
        return roles.equals(Set.of(Role.COOPERATIVE));
    }

    /** Whether the person can give everybody else everything: an administrator of the whole. */
    boolean isKeyHolder() {
        return !disabled && area.isEmpty() && has(Role.ADMINISTRATOR);
    }
}
