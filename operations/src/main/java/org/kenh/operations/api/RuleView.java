package org.kenh.operations.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.kenh.ingest.alarm.AlarmRule;
import org.kenh.operations.alarmdesk.rule.KeptRule;
import org.kenh.operations.alarmdesk.rule.RuleVersion;

/** How a rule is shown: what people wrote, and what the server knows of it. */
final class RuleView {
    static final String VERSION = "version";
    static final String REASON = "reason";

    /** Shown, and allowed but not looked at when the same document comes back. */
    static final List<String> READ_ONLY = List.of(
            "deleted",
            "pack",
            "edited",
            "changedAt",
            "changedBy",
            "approvedAt",
            "approvedBy",
            "priorities",
            "gaps",
            "live");

    private RuleView() {}

    static ObjectNode of(KeptRule kept) {
        RuleVersion version = kept.version();
        AlarmRule rule = kept.rule();
        ObjectNode view = kept.document().members();
        view.put("owner", rule.rationalisation().owner());
        view.put("enabled", kept.document().enabled());
        view.put(VERSION, version.number());
        view.put(REASON, version.reason());
        view.put("deleted", version.deleted());
        view.put("live", kept.document().enabled() && !version.deleted());
        view.put("pack", version.pack().orElse(null));
        view.put("edited", version.edited());
        view.put("changedAt", version.changedAt().toString());
        view.put("changedBy", version.changedBy());
        rule.rationalisation().approval().ifPresent(approval -> {
            view.put("approvedAt", approval.at().toString());
            view.put("approvedBy", approval.by());
        });
        ArrayNode priorities = view.putArray("priorities");
        kept.document().priorities().forEach(priorities::add);
        ArrayNode gaps = view.putArray("gaps");
        rule.rationalisation().gaps().forEach(gaps::add);
        return view;
    }
}
