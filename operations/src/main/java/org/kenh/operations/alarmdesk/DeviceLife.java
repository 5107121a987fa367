package org.kenh.operations.alarmdesk;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.SeriesName;

/**
 * What is known of one device's link, power and soundness. A link that is lost within ten minutes of the mains counts as
 * the mains until the device is heard again: one cause.
 */
final class DeviceLife {
    static final String MAINS = "mains";
    static final String BATTERY = "battery";
    private static final String MAINS_BACK = "mains-back";
    private static final String MAINS_LOST = "mains-lost";
    private static final Duration SAME_CAUSE = Duration.ofMinutes(10);

    private final DeviceId device;
    private final DeviceId own;
    private List<String> areas = List.of();
    private boolean speaker;
    private boolean missed;
    private boolean heard;
    private boolean lost;
    private boolean freshlyLost;
    private Instant lostAt = Instant.MIN;
    private boolean powerKnown;
    private boolean powerLost;
    /** It said that it had no power at all: when it speaks again it has some. */
    private boolean dead;

    private boolean explained;
    private Instant powerLostAt = Instant.MIN;
    private Instant powerToldAt = Instant.MIN;
    private final Set<SeriesName> bad = new HashSet<>();
    private int fault;

    DeviceLife(DeviceId device) {
        this.device = device;
        this.own = CentreSeries.ofDevice(device);
    }

    DeviceId device() {
        return device;
    }

    /** The device under which its own series stand. */
    DeviceId own() {
        return own;
    }

    List<String> areas() {
        return areas;
    }

    /** Where it is, and whether it is a loudspeaker. */
    void settle(List<String> other, boolean sounds) {
        areas = other;
        speaker = sounds;
    }

    /** Whether the last bulletin that was due there did not sound. */
    void missed(boolean now) {
        missed = now;
    }

    void heard() {
        heard = true;
    }

    /** It is there (again). */
    void back() {
        heard = true;
        lost = false;
        freshlyLost = false;
        explained = false;
        fault = bad.size();
        if (dead) {
            dead = false;
            powerLost = false;
        }
    }

    /** Nobody can reach it; tells whether that is new. */
    boolean lost(Instant since) {
        boolean news = !lost;
        heard = true;
        lost = true;
        if (news) {
            freshlyLost = true;
            lostAt = since;
            explained = isExplained();
        }
        return news;
    }

    /** It has been lost for so long that it has not just fallen silent. */
    void longSilent() {
        freshlyLost = false;
    }

    Instant lostAt() {
        return lostAt;
    }

    /** It said where its power comes from. What is older than what it said last says nothing. */
    void powerTold(String word, Instant at) {
        if (at.isBefore(powerToldAt)) {
            return;
        }
        boolean now = word.equals(MAINS_LOST) || word.equals(BATTERY);
        if (!now && !word.equals(MAINS) && !word.equals(MAINS_BACK)) {
            return;
        }
        powerToldAt = at;
        powerKnown = true;
        dead = word.equals(MAINS_LOST);
        if (now && !powerLost) {
            powerLostAt = at;
        }
        powerLost = now;
        // The last gasp may be committed after the end of the connection was noticed.
        explained = lost && (explained || isExplained());
    }

    void quality(SeriesName series, Quality quality) {
        if (quality == Quality.BAD ? bad.add(series) : bad.remove(series)) {
            fault = lost ? fault : bad.size();
        }
    }

    boolean hasBad() {
        return !bad.isEmpty();
    }

    /** 1 reachable, 0 lost; empty while it was never heard. */
    OptionalDouble link() {
        return heard ? OptionalDouble.of(lost && !explained ? 0 : 1) : OptionalDouble.empty();
    }

    /** 1 mains, 0 none; empty while it has said nothing of it. */
    OptionalDouble power() {
        return powerKnown ? OptionalDouble.of(powerLost ? 0 : 1) : OptionalDouble.empty();
    }

    /** How many of its series are bad, or were when it was last heard. */
    OptionalDouble fault() {
        return heard ? OptionalDouble.of(fault) : OptionalDouble.empty();
    }

    /** What it counts as in its areas. */
    Set<Share> shares() {
        Set<Share> shares = EnumSet.noneOf(Share.class);
        add(shares, Share.HEARD, heard);
        add(shares, Share.LINK_LOST, lost && !explained);
        add(shares, Share.POWER_LOST, powerLost && heard);
        add(shares, Share.SILENCED, freshlyLost);
        add(shares, Share.SPEAKER, speaker && heard);
        add(shares, Share.SPEAKER_MISSED, speaker && heard && missed);
        return shares;
    }

    private boolean isExplained() {
        return powerLost && Duration.between(powerLostAt, lostAt).compareTo(SAME_CAUSE) <= 0;
    }

    private static void add(Set<Share> shares, Share share, boolean counts) {
        if (counts) {
            shares.add(share);
        }
    }

    /** What is counted in an area. */
    enum Share {
        HEARD,
        LINK_LOST,
        POWER_LOST,
        SILENCED,
        SPEAKER,
        SPEAKER_MISSED
    }
}
