package org.kenh.operations.irrigation.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kenh.operations.irrigation.field.TestWorks.canal;
import static org.kenh.operations.irrigation.field.TestWorks.field;
import static org.kenh.operations.irrigation.field.TestWorks.pump;
import static org.kenh.operations.irrigation.field.TestWorks.read;
import static org.kenh.operations.irrigation.field.TestWorks.season;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.ingest.timescale.Databases;
import org.kenh.operations.TestClock;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlRegister;
import org.kenh.operations.timescale.SqlSeasons;

/** The registers on a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryStoreTest {
    private static final String BY = "can-bo";

    private final TestClock clock = new TestClock(Instant.parse("2026-06-01T01:00:00Z"));
    private final OperationsDatabase database = OperationsDatabase.open(Databases.PLAIN.fresh(), 4);
    private final Register<Canal> canals = SqlRegister.canals(database, clock);
    private final Register<Pump> pumps = SqlRegister.pumps(database, clock);
    private final Register<Field> fields = SqlRegister.fields(database, clock);
    private final Seasons seasons = new SqlSeasons(database, clock);

    @AfterAll
    void close() {
        database.close();
    }

    @Test
    void works_keptAndFound_areWhatTheyWere() {
        done(canals.add(canal("k-a"), BY));
        done(pumps.add(pump("b-a", "k-a"), BY));
        done(fields.add(field("r-a", "k-a"), BY));

        assertThat(Codecs.CANAL.encode(canals.find("k-a").orElseThrow())).isEqualTo(Codecs.CANAL.encode(canal("k-a")));
        assertThat(pumps.find("b-a").orElseThrow())
                .isEqualTo(
                        read(Codecs.PUMP, Codecs.PUMP.encode(pump("b-a", "k-a")).toString(), 1));
        Field kept = fields.find("r-a").orElseThrow();
        assertThat(kept)
                .isEqualTo(read(
                        Codecs.FIELD, Codecs.FIELD.encode(field("r-a", "k-a")).toString(), 1));
        assertThat(kept.outline()).isEqualTo(field("r-a", "k-a").outline());
        assertThat(fields.all()).extracting(Field::id).contains("r-a").isSorted();
    }

    @Test
    void add_ofAnIdThatWasRemoved_isRefused() {
        done(canals.add(canal("k-b"), BY));

        assertThat(canals.add(canal("k-b"), BY)).isEqualTo(new Saved.Exists("k-b"));
        assertThat(canals.remove("k-b", 1, BY)).isEqualTo(new Saved.Done(2));
        assertThat(canals.find("k-b")).isEmpty();
        assertThat(canals.all()).extracting(Canal::id).doesNotContain("k-b");
        assertThat(canals.add(canal("k-b"), BY)).isEqualTo(new Saved.Exists("k-b"));
        assertThat(canals.remove("k-b", 2, BY)).isEqualTo(new Saved.Unknown());
    }

    @Test
    void add_onACanalThatIsNotThere_isRefused() {
        assertThat(pumps.add(pump("b-c", "khong-co"), BY)).isEqualTo(new Saved.NoSuch("canal", "khong-co"));
        assertThat(fields.add(field("r-c", "khong-co"), BY)).isEqualTo(new Saved.NoSuch("canal", "khong-co"));
        assertThat(canals.add(canal("k-c", "khong-co"), BY)).isEqualTo(new Saved.NoSuch("parent", "khong-co"));
    }

    @Test
    void replace_fromAnOldRevision_isAConflict() {
        done(canals.add(canal("k-d"), BY));
        done(fields.add(field("r-d", "k-d"), BY));
        Field first = fields.find("r-d").orElseThrow();

        assertThat(fields.replace(first, BY)).isEqualTo(new Saved.Done(2));
        assertThat(fields.replace(first, BY)).isEqualTo(new Saved.Conflict(2));
        assertThat(fields.replace(field("r-d-khong-co", "k-d"), BY)).isEqualTo(new Saved.Unknown());
    }

    @Test
    void controls_ofADevice_belongToOneWorkEach() {
        done(canals.add(canal("k-e"), BY));
        done(pumps.add(pump("b-e", "k-e"), BY));
        Pump same = read(
                Codecs.PUMP,
                Codecs.PUMP.encode(pump("b-e", "k-e")).put("id", "b-e2").toString(),
                0);

        assertThat(pumps.add(same, BY)).isEqualTo(new Saved.InUse("control", "b-e"));
        done(pumps.remove("b-e", 1, BY));
        done(pumps.add(same, BY));
    }

    @Test
    void canals_fedByThemselves_areRefused() {
        done(canals.add(canal("k-f1"), BY));
        done(canals.add(canal("k-f2", "k-f1"), BY));
        done(canals.add(canal("k-f3", "k-f2"), BY));
        Canal loop =
                read(Codecs.CANAL, Codecs.CANAL.encode(canal("k-f1", "k-f3")).toString(), 1);

        assertThat(canals.replace(loop, BY)).isEqualTo(new Saved.Circular("parent"));
        assertThat(canals.add(canal("k-f4", "k-f4"), BY)).isEqualTo(new Saved.Circular("parent"));
    }

    @Test
    void remove_withSomethingOnIt_isRefused() {
        done(canals.add(canal("k-g"), BY));
        done(fields.add(field("r-g", "k-g"), BY));
        Seasons.Kept season = seasons.add(season("r-g", "2026-06-05"), BY);

        assertThat(canals.remove("k-g", 1, BY)).isEqualTo(new Saved.InUse("id", "r-g"));
        assertThat(fields.remove("r-g", 1, BY)).isEqualTo(new Saved.InUse("season", "" + season.season()));
        done(seasons.replace(ended(season.season(), "2026-09-20"), BY));
        done(fields.remove("r-g", 1, BY));
        done(canals.remove("k-g", 1, BY));
    }

    @Test
    void seasons_ofAField_doNotOverlap() {
        done(canals.add(canal("k-h"), BY));
        done(fields.add(field("r-h", "k-h"), BY));
        Seasons.Kept spring = seasons.add(season("r-h", "2026-01-20"), BY);
        done(spring.saved());

        assertThat(seasons.add(season("r-h", "2026-06-05"), BY).saved())
                .isEqualTo(new Saved.InUse("startsOn", "" + spring.season()));
        Season running = seasons.find(spring.season()).orElseThrow();
        assertThat(running.covers(LocalDate.parse("2027-01-01"))).isTrue();
        done(seasons.replace(endedOf(running, "2026-05-30"), BY));
        assertThat(seasons.replace(endedOf(running, "2026-05-30"), BY)).isEqualTo(new Saved.Conflict(2));
        Seasons.Kept summer = seasons.add(season("r-h", "2026-05-31"), BY);
        done(summer.saved());
        assertThat(seasons.of("r-h")).extracting(Season::id).containsExactly(summer.season(), spring.season());
        assertThat(seasons.open())
                .extracting(Season::id)
                .contains(summer.season())
                .doesNotContain(spring.season());
        assertThat(seasons.add(season("khong-co", "2026-05-31"), BY).saved())
                .isEqualTo(new Saved.NoSuch("field", "khong-co"));
    }

    @Test
    void twoPeopleAtOnce_changeOneRevision_oneIsToldSo() throws Exception {
        done(canals.add(canal("k-i"), BY));
        Canal first = canals.find("k-i").orElseThrow();
        try (ExecutorService people = Executors.newFixedThreadPool(4)) {
            List<Future<Saved>> answers =
                    people.invokeAll(java.util.Collections.nCopies(4, () -> canals.replace(first, BY)));
            List<Saved> saved = new java.util.ArrayList<>();
            for (Future<Saved> answer : answers) {
                saved.add(answer.get());
            }
            assertThat(saved).containsOnlyOnce(new Saved.Done(2)).contains(new Saved.Conflict(2));
        }
        assertThat(canals.find("k-i").orElseThrow().revision()).isEqualTo(2);
    }

    private Season ended(long id, String on) {
        return endedOf(seasons.find(id).orElseThrow(), on);
    }

    private static Season endedOf(Season season, String on) {
        return season.endingOn(LocalDate.parse(on));
    }

    private static void done(Saved saved) {
        assertThat(saved).isInstanceOf(Saved.Done.class);
    }
}
