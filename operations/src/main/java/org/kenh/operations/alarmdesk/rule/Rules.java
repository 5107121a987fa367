package org.kenh.operations.alarmdesk.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.kenh.ingest.alarm.AlarmRule;
import org.kenh.operations.OperationsException;
import org.kenh.operations.alarmdesk.LiveRule;
import org.kenh.operations.alarmdesk.RuleSource;
import org.kenh.operations.document.Mistake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alarm rules, each in versions. Whoever changes one starts from a version and is refused when there is a newer
 * one. Safe for any thread; blocks on the database.
 */
public final class Rules implements RuleSource {
    /** Versions that are listed. */
    public static final int MOST_LISTED = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Rules.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_NAMESAKES = 1_000;

    private final RuleStore store;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    public Rules(RuleStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** All rules that are not deleted, by id. */
    public List<KeptRule> all() {
        return store.newest().stream()
                .filter(version -> !version.deleted())
                .flatMap(Rules::kept)
                .toList();
    }

    /** Empty also when it is deleted. */
    public Optional<KeptRule> find(String id) {
        return newest(id).filter(rule -> !rule.version().deleted());
    }

    /** The newest version, also of a deleted rule. */
    public Optional<KeptRule> newest(String id) {
        return store.newest(id).stream().flatMap(Rules::kept).findFirst();
    }

    /** The newest {@value #MOST_LISTED} versions, newest first; also of a deleted rule. */
    public List<KeptRule> history(String id) {
        return store.history(id, MOST_LISTED).stream().flatMap(Rules::kept).toList();
    }

    @Override
    public List<LiveRule> rules() {
        return all().stream().map(KeptRule::live).toList();
    }

    @Override
    public Optional<AlarmRule> version(String rule, int version) {
        return store.find(rule, version).stream()
                .flatMap(Rules::kept)
                .findFirst()
                .map(KeptRule::rule);
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Keeps a new rule; without an id it gets one from its name. */
    public Change create(RuleDocument document, Author author) {
        if (document.id().isPresent()) {
            String id = document.id().get();
            return keep(first(id, document, author)).orElseGet(() -> new Exists(id));
        }
        String base = RuleId.of(document.name());
        for (int i = 1; i <= MOST_NAMESAKES; i++) {
            Optional<Change> change = keep(first(i == 1 ? base : base + "-" + i, document, author));
            if (change.isPresent()) {
                return change.get();
            }
        }
        return new Exists(base);
    }

    /** Keeps a new version made from version {@code base}; brings a deleted rule back. */
    public Change replace(String id, int base, RuleDocument document, Author author) {
        return follow(id, base, before -> next(before, document, author, false));
    }

    /** Ends a rule; its versions stay. */
    public Change delete(String id, int base, Author author) {
        Optional<KeptRule> before = find(id);
        return before.isEmpty()
                ? new Unknown()
                : follow(id, base, newest -> next(newest, before.get().document(), author, true));
    }

    /** Keeps what the library brings: the first version, or one that follows a version of the library. */
    Optional<Change> keepFromLibrary(RuleDocument document, Optional<RuleVersion> before, Shipped shipped) {
        return keep(new RuleVersion(
                document.id().orElseThrow(),
                before.map(RuleVersion::number).orElse(0) + 1,
                document.members().toString(),
                false,
                Optional.of(shipped.pack()),
                false,
                now(),
                shipped.author().name(),
                shipped.author().reason()));
    }

    private Change follow(String id, int base, Function<RuleVersion, RuleVersion> step) {
        Optional<RuleVersion> before = store.newest(id);
        if (before.isEmpty()) {
            return new Unknown();
        }
        if (before.get().number() != base) {
            return new Conflict(before.get().number());
        }
        return keep(step.apply(before.get()))
                .orElseGet(() ->
                        new Conflict(store.newest(id).map(RuleVersion::number).orElse(base)));
    }

    /** Empty if somebody else has kept that version meanwhile. */
    private Optional<Change> keep(RuleVersion version) {
        if (!store.add(version)) {
            return Optional.empty();
        }
        listeners.forEach(Runnable::run);
        return Optional.of(new Done(kept(version).findFirst().orElseThrow()));
    }

    private RuleVersion first(String id, RuleDocument document, Author author) {
        return new RuleVersion(
                id,
                1,
                document.withId(id).toString(),
                false,
                Optional.empty(),
                true,
                now(),
                author.name(),
                author.reason());
    }

    private RuleVersion next(RuleVersion before, RuleDocument document, Author author, boolean deleted) {
        return new RuleVersion(
                before.id(),
                before.number() + 1,
                document.withId(before.id()).toString(),
                deleted,
                before.pack(),
                true,
                now(),
                author.name(),
                author.reason());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** A rule that cannot be read, which only another release of the program can have written, must not stop the others. */
    private static Stream<KeptRule> kept(RuleVersion version) {
        try {
            return switch (RuleCodec.decode(JSON.readTree(version.document()))) {
                case RuleCodec.Decoded(RuleDocument document) -> Stream.of(new KeptRule(version, document));
                case RuleCodec.Refused(List<Mistake> mistakes) -> {
                    LOG.error("rule {} version {} cannot be read: {}", version.id(), version.number(), mistakes);
                    yield Stream.empty();
                }
            };
        } catch (JsonProcessingException e) {
            throw new OperationsException("the store holds a rule that is not JSON: " + version.id(), e);
        }
    }

    /** Who changes a rule, and why. */
    public record Author(String name, String reason) {}

    /** A pack of the library and who loads it. */
    record Shipped(String pack, Author author) {}

    /** What became of a change. */
    public sealed interface Change {}

    public record Done(KeptRule rule) implements Change {}

    /** There is a newer version than the one that was changed. */
    public record Conflict(int newest) implements Change {}

    public record Unknown() implements Change {}

    /** The id is taken, if only by a deleted rule. */
    public record Exists(String id) implements Change {}
}
