package org.kenh.operations.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.OperationsException;
import org.kenh.operations.account.Role;
import org.kenh.operations.command.Approval;
import org.kenh.operations.command.Commands;
import org.kenh.operations.command.Commands.NewCommand;
import org.kenh.operations.command.IssuedCommand;
import org.kenh.operations.command.IssuedCommand.Step;
import org.kenh.operations.command.SecondPerson;
import org.kenh.operations.irrigation.execution.RestGuard;
import org.kenh.operations.loudspeaker.programme.Planning;
import org.kenh.operations.sitefile.SiteFiles;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.Excerpt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands for devices. */
final class CommandResource {
    private static final Logger LOG = LoggerFactory.getLogger(CommandResource.class);
    private static final Duration DEFAULT_LIFE = Duration.ofSeconds(60);
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);
    private static final Duration LONGEST_LIFE = Duration.ofDays(7);
    private static final int LONGEST_ARGUMENTS = 8_192;
    private static final int LONGEST_REASON = 500;
    private static final String OF_LOUDSPEAKERS = "speaker.";
    private static final Set<Role> ALL_COMMANDS = Set.of(Role.OPERATOR, Role.SUPERVISOR, Role.ADMINISTRATOR);

    private final Commands commands;
    private final RestGuard guard;
    private final Places places;
    private final AuditTrail audit;
    private final InstantSource clock;

    CommandResource(Backend backend, Places places, AuditTrail audit) {
        this.commands = backend.commands();
        this.guard = backend.irrigation().execution().guard();
        this.places = places;
        this.audit = audit;
        this.clock = backend.clock();
    }

    List<Endpoint> endpoints() {
        Endpoint.Access issuers =
                Endpoint.Access.only(Role.OPERATOR, Role.BROADCASTER, Role.SUPERVISOR, Role.ADMINISTRATOR);
        return List.of(
                Endpoint.post("/devices/{id}/commands", issuers, this::issue),
                Endpoint.get("/devices/{id}/commands", Endpoint.Access.SIGNED_IN, this::ofDevice),
                Endpoint.get("/commands/{id}", Endpoint.Access.SIGNED_IN, this::one),
                Endpoint.post("/commands/{id}/approve", issuers, this::approve),
                Endpoint.post("/commands/{id}/refuse", issuers, this::refuse));
    }

    private Answer issue(Call call) {
        DeviceId device = places.device(call, call.device()).id();
        JsonBody body = call.body();
        String name = body.formed("name", Inputs::isCommandName);
        requireMayCommand(call, name);
        if (name.equals(SiteFiles.COMMAND)) {
            // It has a call of its own, with other rights.
            body.error("name", "field.configCommand");
        }
        if (name.equals(Planning.COMMAND)) {
            // A version that a person makes up would keep the desk's own plans out for good.
            body.error("name", "field.planCommand");
        }
        ObjectNode args = body.optionalObject("args")
                .map(given -> (ObjectNode) given.deepCopy())
                .orElseGet(JsonNodeFactory.instance::objectNode);
        SecondPerson.sign(name, args, call.username());
        String arguments = args.toString();
        if (arguments.length() > LONGEST_ARGUMENTS) {
            body.error("args", "field.tooLong", LONGEST_ARGUMENTS);
        }
        boolean fixed = body.has("expiresAt");
        Instant expiresAt = expiry(body);
        body.finish();
        requireFree(device, name, args);
        NewCommand wanted = new NewCommand(name, arguments, call.username(), expiresAt);
        Optional<IssuedCommand> kept = SecondPerson.isNeededFor(name)
                ? commands.propose(device, wanted, Optional.of(expiresAt).filter(at -> fixed))
                : commands.issue(device, wanted);
        IssuedCommand issued = kept.orElseThrow(() -> Problem.of(409, "problem.tooManyCommands", device));
        writeDown(call, "command.issue", issued);
        return Answer.created(
                view(issued), "/api/v1/commands/" + issued.command().id());
    }

    /** An error here would make the caller repeat what the device has got; who issued it stands in the command as well. */
    private void writeDown(Call call, String action, IssuedCommand issued) {
        String detail = issued.command().name() + " " + issued.command().id();
        try {
            audit.write(call, action, issued.device().value(), detail);
        } catch (OperationsException e) {
            LOG.error(
                    "{}: {} {} to {}, which is not in the audit log",
                    call.username(),
                    action,
                    detail,
                    issued.device(),
                    e);
        }
    }

    private Answer ofDevice(Call call) {
        call.query().finish();
        DeviceId device = places.device(call, call.device()).id();
        return Answer.ok(
                commands.ofDevice(device).stream().map(CommandResource::view).toList());
    }

    private Answer one(Call call) {
        call.query().finish();
        return Answer.ok(view(seen(call)));
    }

    private IssuedCommand seen(Call call) {
        String id = call.path("id");
        IssuedCommand found = commands.find(id).orElseThrow(() -> Problem.notFound(Excerpt.of(id)));
        if (!call.scope().isEverything()) {
            places.device(call, found.device());
        }
        return found;
    }

    /** What holds the machine may have come since it was issued. */
    private Answer approve(Call call) {
        IssuedCommand found = seen(call);
        Command command = found.command();
        requireMayCommand(call, command.name());
        requireFree(found.device(), command.name(), Json.stored(command.args()));
        IssuedCommand approved = done(commands.approve(command.id(), call.username()), command.id());
        writeDown(call, "command.approve", approved);
        return Answer.ok(view(approved));
    }

    private Answer refuse(Call call) {
        IssuedCommand found = seen(call);
        requireMayCommand(call, found.command().name());
        JsonBody body = call.body();
        String reason = body.optionalText("reason", LONGEST_REASON).orElse("");
        body.finish();
        String id = found.command().id();
        IssuedCommand declined = done(commands.decline(id, call.username(), reason), id);
        writeDown(call, "command.refuse", declined);
        return Answer.ok(view(declined));
    }

    private static IssuedCommand done(Approval approval, String id) {
        return switch (approval) {
            case Approval.Done(IssuedCommand command) -> command;
            case Approval.Unknown() -> throw Problem.notFound(id);
            case Approval.NotAwaiting() -> throw Problem.conflict("state", "problem.commandNotAwaiting");
            case Approval.SamePerson() -> throw Problem.of(403, "problem.commandSamePerson");
        };
    }

    /** Who is a broadcaster and nothing more commands loudspeakers alone. */
    private static void requireMayCommand(Call call, String name) {
        Set<Role> roles = call.principal().account().roles();
        if (!name.startsWith(OF_LOUDSPEAKERS) && roles.stream().noneMatch(ALL_COMMANDS::contains)) {
            throw Problem.of(403, "problem.forbidden");
        }
    }

    /** Nobody starts by a command what an emergency stop or a lockout holds at rest. */
    private void requireFree(DeviceId device, String name, JsonNode args) {
        guard.against(device, name, args).ifPresent(held -> {
            throw switch (held) {
                case RestGuard.Held.Stopped(String canal) -> Problem.conflict("name", "problem.commandStopped", canal);
                case RestGuard.Held.LockedOut(String subject) ->
                    Problem.conflict("name", "problem.commandLockedOut", subject);
            };
        });
    }

    private Instant expiry(JsonBody body) {
        Instant now = clock.instant();
        Optional<Instant> at = body.optionalInstant("expiresAt");
        Optional<String> in = body.optionalText("expiresIn", 40);
        if (body.has("expiresAt") && body.has("expiresIn")) {
            body.error("expiresIn", "field.notWith", "expiresAt");
        }
        Optional<Duration> life = in.flatMap(text -> Inputs.duration(text, SHORTEST_LIFE, LONGEST_LIFE));
        if (in.isPresent() && life.isEmpty()) {
            body.error("expiresIn", "field.duration", SHORTEST_LIFE, LONGEST_LIFE, Excerpt.of(in.get()));
        }
        if (at.isPresent() && (!at.get().isAfter(now) || at.get().isAfter(now.plus(LONGEST_LIFE)))) {
            body.error("expiresAt", "field.expiry", LONGEST_LIFE);
        }
        return at.orElseGet(() -> now.plus(life.orElse(DEFAULT_LIFE)));
    }

    private static CommandView view(IssuedCommand issued) {
        return new CommandView(
                issued.command().id(),
                issued.device().value(),
                issued.command().name(),
                arguments(issued),
                issued.state().word(),
                issued.issuedBy(),
                issued.command().issuedAt(),
                issued.command().expiresAt(),
                issued.detail().isEmpty() ? null : issued.detail(),
                steps(issued.steps()),
                steps(issued.ignored()));
    }

    /** A site file is long, and not everybody may read it: it is left out of the list. */
    private static JsonNode arguments(IssuedCommand issued) {
        JsonNode args = Json.stored(issued.command().args());
        if (issued.command().name().equals(SiteFiles.COMMAND) && args instanceof ObjectNode fields) {
            fields.remove("yaml");
        }
        return args;
    }

    private static List<StepView> steps(List<Step> steps) {
        return steps.stream()
                .map(step -> new StepView(
                        step.state().word(), step.at(), step.detail().isEmpty() ? null : step.detail()))
                .toList();
    }

    record CommandView(
            String id,
            String device,
            String name,
            JsonNode args,
            String state,
            String issuedBy,
            Instant issuedAt,
            Instant expiresAt,
            @Nullable String detail,
            List<StepView> steps,
            List<StepView> ignored) {}

    record StepView(String state, Instant at, @Nullable String detail) {}
}
