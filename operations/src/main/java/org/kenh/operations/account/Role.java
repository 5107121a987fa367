package org.kenh.operations.account;

import java.util.Optional;

/** What a person does here. A person may have several roles, all within one area. */
public enum Role {
    OPERATOR("operator"),
    SUPERVISOR("supervisor"),
    AGRICULTURE_OFFICER("agriculture-officer"),
    BROADCASTER("broadcaster"),
    COMMUNE_VIEWER("commune-viewer"),
    /** Farmers: the water of their fields, and nothing else. */
    COOPERATIVE("cooperative"),
    AUDITOR("auditor"),
    ADMINISTRATOR("administrator");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** The word in the API and in the store. */
    public String word() {
        return word;
    }

    public static Optional<Role> fromWord(String word) {
        for (Role role : values()) {
            if (role.word.equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
