package org.kenh.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.OperationsException;
import org.kenh.operations.account.Role;
import org.kenh.operations.document.Mistake;
import org.kenh.operations.irrigation.field.Codec;
import org.kenh.operations.irrigation.field.Codec.Decoding;
import org.kenh.operations.irrigation.field.Saved;
import org.kenh.telemetry.Excerpt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the resources of the irrigation registry have in common. */
final class IrrigationAnswers {
    static final String REVISION = "revision";
    static final Endpoint.Access CHANGERS =
            Endpoint.Access.only(Role.AGRICULTURE_OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR);
    private static final Logger LOG = LoggerFactory.getLogger(IrrigationAnswers.class);
    private static final int LONGEST_REASON = 500;

    private IrrigationAnswers() {}

    /** Reads a document from a request; throws a {@link Problem} with these errors and everything that is wrong with it. */
    static <T> T read(Codec<T> codec, ObjectNode document, int revision, List<Problem.FieldError> errors) {
        return switch (codec.decode(document, revision)) {
            case Decoding.Decoded<T>(T value) -> value;
            case Decoding.Refused<T> refused -> {
                List<Problem.FieldError> all = new ArrayList<>(errors);
                refused.mistakes().forEach(mistake -> all.add(error(mistake)));
                throw Problem.invalid(all);
            }
        };
    }

    static Problem.FieldError error(Mistake mistake) {
        return new Problem.FieldError(mistake.member(), new Text(mistake.key(), mistake.arguments()));
    }

    /** Takes the revision, which must be there, out of a body. */
    static int revision(ObjectNode body, List<Problem.FieldError> errors) {
        return number(body.remove(REVISION), REVISION, 1, errors);
    }

    static int number(@Nullable JsonNode node, String name, int least, List<Problem.FieldError> errors) {
        if (node == null || node.isNull()) {
            errors.add(new Problem.FieldError(name, Text.of("field.required")));
            return least;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < least) {
            String given = Excerpt.of(node.asText());
            errors.add(new Problem.FieldError(name, Text.of("field.integer", least, Integer.MAX_VALUE, given)));
            return least;
        }
        return node.intValue();
    }

    /** Takes the reason, which must say something, out of a body. */
    static String reason(ObjectNode body, List<Problem.FieldError> errors) {
        @Nullable JsonNode node = body.remove("reason");
        String text = node == null || !node.isTextual() ? "" : node.textValue().strip();
        if (text.isEmpty() || text.length() > LONGEST_REASON || text.chars().anyMatch(Character::isISOControl)) {
            errors.add(new Problem.FieldError("reason", Text.of("field.textLength", LONGEST_REASON)));
        }
        return text;
    }

    static void throwIfAny(List<Problem.FieldError> errors) {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    /** The revision that is kept now; throws a {@link Problem} for every other ending. */
    static int requireDone(Saved saved, String id) {
        return switch (saved) {
            case Saved.Done(int revision) -> revision;
            case Saved.Conflict(int revision) -> throw Problem.conflict(REVISION, "problem.revision", revision);
            case Saved.Unknown() -> throw Problem.notFound(id);
            case Saved.Exists(String taken) -> throw Problem.conflict("id", "problem.exists", taken);
            case Saved.NoSuch(String member, String missing) ->
                throw Problem.invalid(member, "field.reference", missing);
            case Saved.InUse(String member, String by) -> throw Problem.conflict(member, "problem.inUse", by);
            case Saved.InPlan(String member, String turn) -> throw Problem.conflict(member, "problem.inPlan", turn);
            case Saved.Circular(String member) -> throw Problem.invalid(member, "field.circular");
        };
    }

    /** An error here would make the caller repeat what is kept already; who did it stands with the row as well. */
    static void writeDown(AuditTrail audit, Call call, String action, AuditTrail.Deed deed) {
        try {
            audit.write(call, action, deed.subject(), deed.detail());
        } catch (OperationsException e) {
            LOG.error(
                    "{}: {} of {} ({}), which is not audited",
                    call.username(),
                    action,
                    deed.subject(),
                    deed.detail(),
                    e);
        }
    }
}
