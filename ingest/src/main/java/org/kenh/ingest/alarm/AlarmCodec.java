package org.kenh.ingest.alarm;

/** Reads and writes the state of an alarm: a number of the format, the version of the rule, then part by part. */
final class AlarmCodec {
    private static final long FORMAT = 1;

    private final Alarm alarm;

    AlarmCodec(Alarm alarm) {
        this.alarm = alarm;
    }

    byte[] written() {
        StateWriter out = new StateWriter();
        out.longs(FORMAT, alarm.rule().version());
        alarm.standing().write(out);
        alarm.course().write(out);
        alarm.writer().write(out);
        alarm.inputs().write(out);
        alarm.detection().write(out);
        out.booleans(alarm.backfill().isPresent());
        alarm.backfill().ifPresent(backfill -> backfill.write(out));
        return out.done();
    }

    void read(StateReader in) {
        long format = in.number();
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    "the state of an alarm has the format " + format + ", but only " + FORMAT + " is known");
        }
        boolean sameRule = in.number() == alarm.rule().version();
        long now = alarm.present();
        alarm.standing().read(in);
        alarm.course().read(in);
        alarm.writer().read(in);
        if (!sameRule) {
            takeOver(now);
            return;
        }
        if (alarm.standing().level() > alarm.rule().condition().levels()) {
            throw new IllegalArgumentException("the state of an alarm is damaged: it stands at level "
                    + alarm.standing().level());
        }
        readDetection(in);
    }

    private void readDetection(StateReader in) {
        alarm.inputs().read(in);
        alarm.detection().read(in);
        if (in.flag()) {
            alarm.beginBackfill().read(in);
        }
        in.end();
    }

    /** Another version: what stood by the old condition goes on until the new one, seen long enough, says otherwise. */
    private void takeOver(long now) {
        Standing standing = alarm.standing();
        int level = Math.min(standing.level(), alarm.rule().condition().levels());
        standing.setLevel(level, false);
        alarm.detection().assume(level);
        alarm.writer().passTo(Math.max(now, alarm.present()));
        alarm.course().takeOver();
    }
}
