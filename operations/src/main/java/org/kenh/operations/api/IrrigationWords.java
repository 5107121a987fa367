package org.kenh.operations.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.field.Work;
import org.kenh.operations.irrigation.plan.PlanText;

/** What stands against a plan, in the words of people: works by the names they have in the registry. */
final class IrrigationWords {
    private IrrigationWords() {}

    static PlanText of(Language language, IrrigationRegistry registry) {
        Map<String, String> names = new HashMap<>();
        Stream.of(
                        registry.fields().all(),
                        registry.canals().all(),
                        registry.pumps().all())
                .flatMap(List::stream)
                .forEach((Work work) -> names.put(work.id(), work.name()));
        return switch (language) {
            case VIETNAMESE -> PlanText.vietnamese(id -> names.getOrDefault(id, id));
            case ENGLISH -> PlanText.english(id -> names.getOrDefault(id, id));
        };
    }
}
