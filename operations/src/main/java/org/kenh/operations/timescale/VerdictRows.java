package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.kenh.operations.loudspeaker.judge.Audio;
import org.kenh.operations.loudspeaker.judge.Cause;
import org.kenh.operations.loudspeaker.judge.Measured;
import org.kenh.operations.loudspeaker.judge.SlotVerdict;
import org.kenh.operations.loudspeaker.judge.Unplanned;
import org.kenh.operations.loudspeaker.judge.Verdict;
import org.kenh.operations.loudspeaker.proof.KeptUnplanned;
import org.kenh.operations.loudspeaker.proof.KeptVerdict;
import org.kenh.operations.loudspeaker.proof.KeptVerdict.Correction;

/** Rows of tables {@code speaker_verdict} and {@code speaker_unplanned}. */
final class VerdictRows {
    private static final HexFormat HEX = HexFormat.of();

    private VerdictRows() {}

    static KeptVerdict verdict(ResultSet row) throws SQLException {
        return new KeptVerdict(
                row.getObject("day", LocalDate.class),
                row.getString("device"),
                new SlotVerdict(
                        row.getString("slot"),
                        Verdict.fromWord(row.getString("verdict")).orElseThrow(),
                        SpeakerRows.text(row, "cause").flatMap(Cause::fromWord),
                        SpeakerRows.instant(row, "started"),
                        SpeakerRows.instant(row, "ended"),
                        row.getDouble("played"),
                        new Measured(
                                SpeakerRows.number(row, "rise"),
                                SpeakerRows.number(row, "match"),
                                SpeakerRows.number(row, "current")),
                        audio(row, hashOk(row)),
                        row.getBoolean("settled")),
                correction(row),
                Steps.instant(row, "changed_at"));
    }

    static Audio audio(ResultSet row, Optional<Boolean> asPlanned) throws SQLException {
        return new Audio(
                SpeakerRows.number(row, "volume"),
                Optional.ofNullable(row.getBytes("played_sha256")).map(HEX::formatHex),
                asPlanned);
    }

    static Optional<Boolean> hashOk(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getObject("hash_ok", Boolean.class));
    }

    static void bind(PreparedBatch batch, KeptVerdict kept) {
        SlotVerdict said = kept.said();
        batch.bind("day", kept.day())
                .bind("slot", said.slot())
                .bind("device", kept.device())
                .bind("verdict", said.verdict().word())
                .bind("cause", said.cause().map(Cause::word))
                .bind("started", said.start())
                .bind("ended", said.end())
                .bind("played", said.played())
                .bind("rise", SpeakerRows.nullable(said.measured().rise()))
                .bind("match", SpeakerRows.nullable(said.measured().match()))
                .bind("current", SpeakerRows.nullable(said.measured().current()))
                .bind("volume", SpeakerRows.nullable(said.audio().volume()))
                .bind("playedSha256", said.audio().sha256().map(HEX::parseHex))
                .bind("hashOk", said.audio().asPlanned())
                .bind("settled", said.settled())
                .bind(
                        "was",
                        kept.correction().map(correction -> correction.was().word()))
                .bind("correctedAt", kept.correction().map(Correction::at))
                .bind(
                        "why",
                        kept.correction().map(correction -> correction.why().word()))
                .bind("changedAt", kept.changedAt())
                .add();
    }

    static KeptUnplanned unplanned(ResultSet row) throws SQLException {
        return new KeptUnplanned(
                row.getString("device"),
                row.getObject("day", LocalDate.class),
                new Unplanned(
                        row.getString("evidence"),
                        Steps.instant(row, "started"),
                        SpeakerRows.instant(row, "ended"),
                        SpeakerRows.number(row, "level"),
                        SpeakerRows.number(row, "rise"),
                        SpeakerRows.number(row, "current"),
                        audio(row, Optional.empty()),
                        SpeakerRows.text(row, "slot"),
                        Unplanned.Why.fromWord(row.getString("why")).orElseThrow()),
                Steps.instant(row, "judged_at"),
                Steps.instant(row, "changed_at"),
                row.getBoolean("explained"),
                SpeakerRows.text(row, "command"));
    }

    static void bind(PreparedBatch batch, KeptUnplanned kept) {
        Unplanned said = kept.said();
        batch.bind("device", kept.device())
                .bind("evidence", said.evidence())
                .bind("day", kept.day())
                .bind("started", said.start())
                .bind("ended", said.end())
                .bind("level", SpeakerRows.nullable(said.level()))
                .bind("rise", SpeakerRows.nullable(said.rise()))
                .bind("current", SpeakerRows.nullable(said.current()))
                .bind("volume", SpeakerRows.nullable(said.audio().volume()))
                .bind("playedSha256", said.audio().sha256().map(HEX::parseHex))
                .bind("slot", said.slot())
                .bind("why", said.why().word())
                .bind("judgedAt", kept.judgedAt())
                .bind("changedAt", kept.changedAt())
                .bind("explained", kept.explained())
                .bind("command", kept.command())
                .add();
    }

    private static Optional<Correction> correction(ResultSet row) throws SQLException {
        Optional<Verdict> was = SpeakerRows.text(row, "was").flatMap(Verdict::fromWord);
        return was.isEmpty()
                ? Optional.empty()
                : Optional.of(new Correction(
                        was.get(),
                        Steps.instant(row, "corrected_at"),
                        KeptVerdict.Why.fromWord(row.getString("why")).orElseThrow()));
    }
}
