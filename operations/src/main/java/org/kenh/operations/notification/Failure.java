package org.kenh.operations.notification;

import java.util.List;

/**
 * Why a message could not be sent, for people of any language.
 *
 * @param code a word that stays the same, see the constants
 * @param arguments what the code's text names: a host, a status, what the other side said
 */
public record Failure(String code, List<String> arguments) {
    public static final String NO_EMAIL = "no-email";
    public static final String NO_PHONE = "no-phone";
    public static final String NO_WEBHOOK = "no-webhook";
    public static final String NO_BROWSER = "no-browser";
    public static final String BROWSER_KEY = "browser-key";
    public static final String BROWSER_GONE = "browser-gone";
    /** The person has no account any more, or it is disabled, or does not see the area that is named. */
    public static final String NO_ACCOUNT = "no-account";
    /** The setting that is named is missing. */
    public static final String NOT_CONFIGURED = "not-configured";

    public static final String MAIL_LOGIN = "mail-login";
    public static final String MAIL_REFUSED = "mail-refused";
    public static final String MAIL_FAILED = "mail-failed";
    public static final String NOT_PUBLIC = "not-public";
    public static final String UNKNOWN_HOST = "unknown-host";
    /** For so many seconds. */
    public static final String NO_ANSWER = "no-answer";

    public static final String CONNECTION = "connection";
    /** An HTTP status. */
    public static final String STATUS = "status";
    /** The gateway answered, but did not say what it says of success. */
    public static final String NO_SUCCESS = "no-success";

    public static final String STOPPED = "stopped";
    public static final String INTERNAL = "internal";
    /** A text from before there were codes. */
    public static final String OTHER = "other";

    private static final int LONGEST = 300;

    public Failure {
        arguments = arguments.stream().map(Failure::shortened).toList();
    }

    public static Failure of(String code, String... arguments) {
        return new Failure(code, List.of(arguments));
    }

    @Override
    public String toString() {
        return arguments.isEmpty() ? code : code + ": " + String.join(", ", arguments);
    }

    /** What others say may be long, and of many lines. */
    private static String shortened(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }
}
