package org.kenh.operations.alarmdesk.rule;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.operations.alarmdesk.rule.Rules.Author;
import org.kenh.operations.document.Mistake;

/** The rules that come with the product, in packs; they count only once a pack is loaded. */
public final class RuleLibrary {
    private static final String FOLDER = "/alarm-library/";
    private static final List<String> PACKS = List.of(
            "pumping-stations",
            "canals-and-rivers",
            "rain",
            "fields",
            "irrigation",
            "loudspeakers",
            "device-health",
            "areas");

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private final List<RulePack> packs;

    private RuleLibrary(List<RulePack> packs) {
        this.packs = List.copyOf(packs);
    }

    /** Reads the files in the program; throws {@link IllegalStateException} when one of them is wrong. */
    public static RuleLibrary bundled() {
        return new RuleLibrary(PACKS.stream().map(RuleLibrary::read).toList());
    }

    public List<RulePack> packs() {
        return packs;
    }

    public Optional<RulePack> find(String id) {
        return packs.stream().filter(pack -> pack.id().equals(id)).findFirst();
    }

    /**
     * Brings a pack's rules in. What people have written, changed or deleted under the same id stays as it is; a rule
     * that only the library has written follows the library. Doing it again changes nothing.
     */
    public static Loaded load(RulePack pack, Rules rules, Author author) {
        List<String> created = new ArrayList<>();
        List<String> updated = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (RuleDocument document : pack.rules()) {
            String id = document.id().orElseThrow();
            Optional<KeptRule> before = rules.newest(id);
            if (before.isPresent() && before.get().version().edited()) {
                kept.add(id);
            } else if (before.isEmpty() || !before.get().document().members().equals(document.members())) {
                boolean done = rules.keepFromLibrary(
                                document, before.map(KeptRule::version), new Rules.Shipped(pack.id(), author))
                        .isPresent();
                // Not done: somebody has changed it in this moment, which counts more.
                (!done ? kept : before.isEmpty() ? created : updated).add(id);
            }
        }
        return new Loaded(created, updated, kept);
    }

    private static RulePack read(String id) {
        try (InputStream in = RuleLibrary.class.getResourceAsStream(FOLDER + id + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("the program was packed without " + FOLDER + id + ".yaml");
            }
            JsonNode root = YAML.readTree(in);
            List<RuleDocument> rules = new ArrayList<>();
            root.path("rules").forEach(node -> rules.add(rule(id, node)));
            return new RulePack(id, bilingual(root.path("title")), bilingual(root.path("description")), rules);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FOLDER + id + ".yaml", e);
        }
    }

    private static RuleDocument rule(String pack, JsonNode node) {
        String name = pack + "/" + node.path("id").asText();
        return switch (RuleCodec.decode(node)) {
            case RuleCodec.Decoded(RuleDocument rule) when rule.id().isPresent() -> rule;
            case RuleCodec.Decoded(RuleDocument rule) -> throw new IllegalStateException(name + " has no id");
            case RuleCodec.Refused(List<Mistake> mistakes) -> throw new IllegalStateException(name + ": " + mistakes);
        };
    }

    private static Bilingual bilingual(JsonNode node) {
        return new Bilingual(node.path("vi").asText(), node.path("en").asText());
    }

    /**
     * What loading did, by rule id.
     *
     * @param kept what people have changed or deleted, which stays so
     */
    public record Loaded(List<String> created, List<String> updated, List<String> kept) {
        public Loaded {
            created = List.copyOf(created);
            updated = List.copyOf(updated);
            kept = List.copyOf(kept);
        }
    }
}
