package org.kenh.operations.alarmdesk;

/** The order in which alarms are evaluated. Areas come before {@link #SITE}, by how many others they lie in. */
final class Ranks {
    static final int SITE = 5;
    static final int DEVICE = 6;
    static final int PLAIN = 7;
    static final int COUNT = 8;

    private Ranks() {}
}
