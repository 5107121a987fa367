package org.kenh.edge.config;

/**
 * What is wrong at one place of a file.
 *
 * @param line counted from 1; 0 when the file as a whole is meant
 * @param place the key, for example {@code drivers[0].host}; empty when the file as a whole is meant
 */
record Problem(String file, int line, String place, String vietnamese, String english) {
    String inVietnamese() {
        return file + (line > 0 ? ", dòng " + line : "") + ": " + key() + vietnamese;
    }

    String inEnglish() {
        return file + (line > 0 ? ", line " + line : "") + ": " + key() + english;
    }

    private String key() {
        return place.isEmpty() ? "" : place + ": ";
    }
}
