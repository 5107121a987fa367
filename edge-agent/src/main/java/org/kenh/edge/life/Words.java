package org.kenh.edge.life;

/** A text for people in both languages. */
public record Words(String vietnamese, String english) {
    /** In the language of that tag; Vietnamese unless it is {@code en}. */
    String in(String language) {
        return language.equals("en") ? english : vietnamese;
    }

    @Override
    public String toString() {
        return vietnamese + " / " + english;
    }
}
