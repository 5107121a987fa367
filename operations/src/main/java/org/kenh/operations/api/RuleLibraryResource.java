package org.kenh.operations.api;

import java.util.List;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.operations.alarmdesk.rule.KeptRule;
import org.kenh.operations.alarmdesk.rule.RuleLibrary;
import org.kenh.operations.alarmdesk.rule.RulePack;
import org.kenh.operations.alarmdesk.rule.RuleVersion;
import org.kenh.operations.alarmdesk.rule.Rules;
import org.kenh.telemetry.Excerpt;

/** The rules that come with the product; a pack counts once it is loaded. */
final class RuleLibraryResource {
    private final RuleLibrary library = RuleLibrary.bundled();
    private final Rules rules;
    private final AuditTrail audit;

    RuleLibraryResource(Backend backend, AuditTrail audit) {
        this.rules = backend.rules();
        this.audit = audit;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/rule-library", Endpoint.Access.SIGNED_IN, this::list),
                Endpoint.post("/rule-library/{pack}", RuleResource.CHANGERS, this::load));
    }

    private Answer list(Call call) {
        call.query().finish();
        List<String> present =
                rules.all().stream().map(KeptRule::version).map(RuleVersion::id).toList();
        return Answer.ok(
                library.packs().stream().map(pack -> PackView.of(pack, present)).toList());
    }

    /** Packs hold for the whole district, so they are for those whose area that is. */
    private Answer load(Call call) {
        String id = call.path("pack");
        RulePack pack = library.find(id).orElseThrow(() -> Problem.notFound(Excerpt.of(id)));
        if (!call.scope().isEverything()) {
            throw Problem.of(403, "problem.forbidden");
        }
        RuleLibrary.Loaded loaded =
                RuleLibrary.load(pack, rules, new Rules.Author(call.username(), "rule-library/" + pack.id()));
        audit.write(
                call,
                "rule.library",
                pack.id(),
                "created=" + loaded.created().size() + " updated="
                        + loaded.updated().size() + " kept=" + loaded.kept().size());
        return Answer.ok(loaded);
    }

    /**
     * A pack.
     *
     * @param present how many of its rules there are now
     */
    record PackView(String id, Bilingual title, Bilingual description, int present, List<RuleLine> rules) {
        static PackView of(RulePack pack, List<String> ids) {
            List<RuleLine> lines = pack.rules().stream()
                    .map(rule -> new RuleLine(
                            rule.id().orElseThrow(),
                            rule.title(),
                            rule.priorities(),
                            ids.contains(rule.id().orElseThrow())))
                    .toList();
            int present = (int) lines.stream().filter(RuleLine::present).count();
            return new PackView(pack.id(), pack.title(), pack.description(), present, lines);
        }
    }

    /** A rule of a pack in one line. */
    record RuleLine(String id, Bilingual name, List<Integer> priorities, boolean present) {}
}
