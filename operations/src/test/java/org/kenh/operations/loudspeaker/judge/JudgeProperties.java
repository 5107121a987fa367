package org.kenh.operations.loudspeaker.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kenh.operations.loudspeaker.judge.Told.HASH;
import static org.kenh.operations.loudspeaker.judge.Told.at;
import static org.kenh.operations.loudspeaker.judge.Told.behind;
import static org.kenh.operations.loudspeaker.judge.Told.end;
import static org.kenh.operations.loudspeaker.judge.Told.heard;
import static org.kenh.operations.loudspeaker.judge.Told.loud;
import static org.kenh.operations.loudspeaker.judge.Told.made;
import static org.kenh.operations.loudspeaker.judge.Told.ofBulletin;
import static org.kenh.operations.loudspeaker.judge.Told.rose;
import static org.kenh.operations.loudspeaker.judge.Told.slot;
import static org.kenh.operations.loudspeaker.judge.Told.sound;
import static org.kenh.operations.loudspeaker.judge.Told.start;
import static org.kenh.operations.loudspeaker.judge.Told.withHash;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.kenh.operations.loudspeaker.judge.StateReading.State;

/** Whatever a day was like, the order in which it is told does not matter. */
class JudgeProperties {
    private static final int SLOTS = 6;
    private static final Instant NIGHT = at(40_000);

    @Property(tries = 500)
    void verdict_isTheSame_howeverTheEvidenceIsShuffledAndRepeated(@ForAll long seed) {
        Random random = new Random(seed);
        Day day = new Day(random);
        List<Object> told = new ArrayList<>(day.told);
        Collections.shuffle(told, random);
        told.addAll(day.told.subList(0, random.nextInt(day.told.size() + 1)));
        List<DueSlot> slots = new ArrayList<>(day.slots);
        Collections.shuffle(slots, random);
        assertThat(Judge.judge(slots, evidence(told), Limits.STANDARD, NIGHT))
                .isEqualTo(Judge.judge(day.slots, evidence(day.told), Limits.STANDARD, NIGHT));
    }

    @Property(tries = 300)
    void judgingAsItComes_endsWhereJudgingFromScratchDoes(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int step) {
        Day day = new Day(new Random(seed));
        List<Object> late = new ArrayList<>(day.told);
        Collections.shuffle(late, new Random(seed + 1));
        Set<Object> known = new HashSet<>();
        Judgement last = Judge.judge(day.slots, evidence(known), Limits.STANDARD, NIGHT);
        for (int i = 0; i < late.size(); i += step) {
            known.addAll(late.subList(i, Math.min(late.size(), i + step)));
            last = Judge.judge(day.slots, evidence(known), Limits.STANDARD, NIGHT);
        }
        assertThat(last).isEqualTo(Judge.judge(day.slots, evidence(day.told), Limits.STANDARD, NIGHT));
    }

    @Property(tries = 300)
    void lookingWhenTheJudgeAsks_missesNothing(
            @ForAll long seed, @ForAll @IntRange(min = -100, max = 20_000) int moment) {
        Day day = new Day(new Random(seed));
        Instant now = at(moment);
        Judgement here = Judge.judge(day.slots, evidence(day.told), Limits.STANDARD, now);
        Instant next = here.next().orElse(NIGHT);
        Instant before = next.minusMillis(1);
        if (before.isAfter(now)) {
            Judgement then = Judge.judge(day.slots, evidence(day.told), Limits.STANDARD, before);
            assertThat(then.verdicts()).isEqualTo(here.verdicts());
            assertThat(then.unplanned()).isEqualTo(here.unplanned());
        }
    }

    @Property(tries = 300)
    void everySlot_hasOneVerdict_andEveryPlayOneReason(@ForAll long seed) {
        Day day = new Day(new Random(seed));
        Judgement judgement = Judge.judge(day.slots, evidence(day.told), Limits.STANDARD, NIGHT);
        assertThat(judgement.verdicts())
                .extracting(SlotVerdict::slot)
                .containsExactlyElementsOf(day.slots.stream().map(DueSlot::id).toList());
        assertThat(judgement.verdicts()).allMatch(said -> said.verdict().isDecided() && said.settled());
        assertThat(judgement.unplanned()).extracting(Unplanned::evidence).doesNotHaveDuplicates();
        assertThat(judgement.verdicts())
                .filteredOn(said -> said.verdict() == Verdict.VERIFIED)
                .allMatch(said -> said.played() >= 285 && said.cause().isEmpty());
    }

    @Property(tries = 300)
    void endVolumeAndAudio_areWhatTheClusterTold(@ForAll long seed) {
        Day day = new Day(new Random(seed));
        List<PlayEvent> ends = day.told.stream()
                .filter(PlayEvent.class::isInstance)
                .map(PlayEvent.class::cast)
                .filter(event -> event.kind() == PlayEvent.Kind.END)
                .toList();
        assertThat(Judge.judge(day.slots, evidence(day.told), Limits.STANDARD, NIGHT)
                        .verdicts())
                .allSatisfy(said -> {
                    Audio audio = said.audio();
                    said.end()
                            .ifPresent(end -> assertThat(end)
                                    .isAfterOrEqualTo(said.start().orElseThrow()));
                    if (audio.volume().isPresent()) {
                        assertThat(ends).extracting(PlayEvent::volume).contains(audio.volume());
                    }
                    audio.sha256()
                            .ifPresent(hash -> assertThat(ends)
                                    .extracting(PlayEvent::sha256)
                                    .contains(Optional.of(hash)));
                    assertThat(audio.asPlanned()).isEqualTo(audio.sha256().map(HASH::equals));
                });
    }

    private static Evidence evidence(Iterable<Object> told) {
        Set<PlayEvent> plays = new LinkedHashSet<>();
        Set<SoundEvent> sounds = new LinkedHashSet<>();
        Set<StateReading> states = new LinkedHashSet<>();
        for (Object word : told) {
            switch (word) {
                case PlayEvent play -> plays.add(play);
                case SoundEvent sound -> sounds.add(sound);
                case StateReading state -> states.add(state);
                default -> throw new IllegalArgumentException(word.toString());
            }
        }
        return new Evidence(plays, sounds, states, Set.of());
    }

    /** Slots a quarter of an hour apart, and a cluster on which anything goes wrong. */
    private static final class Day {
        final List<DueSlot> slots = new ArrayList<>();
        final List<Object> told = new ArrayList<>();
        private final Random random;

        Day(Random random) {
            this.random = random;
            for (int i = 0; i < SLOTS; i++) {
                String id = "s" + i;
                double starts = i * 900.0;
                slots.add(slot(id, starts, i == SLOTS - 1 ? BulletinClass.EMERGENCY : BulletinClass.NORMAL));
                tell(id, starts);
            }
            for (int i = 0; i < random.nextInt(4); i++) {
                double from = random.nextInt(6_000);
                told.add(sound("x" + i, from, Optional.empty()));
                if (random.nextBoolean()) {
                    told.add(sound("x" + i, from, Optional.of(at(from + 20 + random.nextInt(600)))));
                }
            }
            for (int i = 0; i < random.nextInt(8); i++) {
                State state = List.of(State.values()).get(random.nextInt(4));
                told.add(new StateReading(at(random.nextInt(6_000)), state));
            }
        }

        private void tell(String slot, double starts) {
            for (int piece = 0; piece < random.nextInt(3); piece++) {
                String play = random.nextInt(4) == 0 ? "1" : slot + "-" + piece;
                double from = starts + random.nextInt(200) - 40 + 150 * piece;
                double played = random.nextInt(330);
                told.add(start(play, slot, from));
                if (random.nextBoolean()) {
                    told.add(heard(play, slot, from));
                }
                PlayEvent end = end(play, Optional.of(slot), from, played, rose(random.nextInt(15)));
                switch (random.nextInt(12)) {
                    case 0 -> told.add(withHash(end, Optional.of("c".repeat(64))));
                    case 1 -> told.add(withHash(end, Optional.empty()));
                    case 2 -> told.add(ofBulletin(end, "b-s" + random.nextInt(SLOTS)));
                    case 3 -> told.add(end(play, Optional.empty(), from, played, rose(9)));
                    case 4 -> {}
                    case 5 -> told.add(made(end, List.of(Hearing.values()).get(random.nextInt(5))));
                    case 6 -> told.add(behind(end, random.nextInt(5_000)));
                    case 7 -> told.addAll(List.of(end, loud(end, random.nextInt(101))));
                    case 8, 9 -> told.add(loud(end, random.nextInt(101)));
                    default -> told.add(end);
                }
            }
        }
    }
}
