package org.kenh.operations.api;

import org.kenh.operations.loudspeaker.programme.Flaw;

/** Says what is wrong with a bulletin where no answer of the API does. */
public final class FlawWords {
    private FlawWords() {}

    /** In Vietnamese, with its place. */
    public static String vietnamese(Flaw flaw) {
        return flaw.member() + ": "
                + Language.VIETNAMESE.say(Text.of(flaw.key(), flaw.arguments().toArray()));
    }
}
