package org.kenh.operations.api;

import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kenh.ingest.registry.Registry;
import org.kenh.operations.account.Accounts;
import org.kenh.operations.account.Role;
import org.kenh.operations.notification.Channel;
import org.kenh.operations.notification.DutyHours;
import org.kenh.operations.notification.NotificationSettings;
import org.kenh.operations.notification.Policy;
import org.kenh.telemetry.Excerpt;

/** Who is told of which alarms. The audit log holds every version in full. */
final class NotificationPolicyResource {
    private static final Endpoint.Access CHANGERS = Endpoint.Access.only(Role.SUPERVISOR, Role.ADMINISTRATOR);
    private static final String ONE = "/notification-policies/{id}";

    private final NotificationSettings settings;
    private final Accounts accounts;
    private final Registry registry;
    private final AuditTrail audit;
    private final Backend backend;

    NotificationPolicyResource(Backend backend, AuditTrail audit) {
        this.settings = backend.notifications().settings();
        this.accounts = backend.people().accounts();
        this.registry = backend.telemetry().registry();
        this.audit = audit;
        this.backend = backend;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/notification-policies", Endpoint.Access.SIGNED_IN, this::list),
                Endpoint.get(ONE, Endpoint.Access.SIGNED_IN, this::read),
                new Endpoint(HttpMethod.PUT, ONE, CHANGERS, this::save, Endpoint.SMALL_BODY),
                Endpoint.delete(ONE, CHANGERS, this::remove));
    }

    private Answer list(Call call) {
        call.query().finish();
        return Answer.ok(settings.policies().stream()
                .filter(policy -> isWithin(call, policy.area()))
                .map(PolicyView::of)
                .toList());
    }

    private Answer read(Call call) {
        call.query().finish();
        return Answer.ok(PolicyView.of(visible(call)));
    }

    private Answer save(Call call) {
        String id = call.path("id");
        if (!Inputs.isId(id)) {
            throw Problem.notFound(Excerpt.of(id));
        }
        boolean hidden = settings.policy(id)
                .filter(known -> !isWithin(call, known.area()))
                .isPresent();
        if (hidden) {
            throw Problem.conflict("id", "problem.exists");
        }
        Policy policy = NotificationPolicyBody.read(
                call.body(),
                id,
                area -> isWithin(call, area)
                        && area.map(name -> registry.area(name).isPresent()).orElse(true),
                person -> accounts.find(person).isPresent());
        if (!settings.save(policy, call.username(), backend.clock().instant())) {
            throw Problem.of(409, "problem.tooManyPolicies", Policy.MOST);
        }
        PolicyView view = PolicyView.of(policy);
        audit.write(call, "notification-policy.save", id, new String(Json.bytes(view), StandardCharsets.UTF_8));
        return Answer.ok(view);
    }

    private Answer remove(Call call) {
        Policy policy = visible(call);
        if (!settings.removePolicy(policy.id())) {
            throw Problem.notFound(policy.id());
        }
        audit.write(call, "notification-policy.remove", policy.id(), "");
        return Answer.empty();
    }

    private Policy visible(Call call) {
        String id = call.path("id");
        return settings.policy(id)
                .filter(policy -> isWithin(call, policy.area()))
                .orElseThrow(() -> Problem.notFound(Excerpt.of(id)));
    }

    private static boolean isWithin(Call call, Optional<String> area) {
        return area.map(call.scope()::contains).orElse(call.scope().isEverything());
    }

    record PolicyView(
            String id,
            String name,
            boolean enabled,
            @Nullable String area,
            List<Integer> priorities,
            List<String> classes,
            @Nullable HoursView hours,
            List<StepView> steps) {

        static PolicyView of(Policy policy) {
            return new PolicyView(
                    policy.id(),
                    policy.name(),
                    policy.enabled(),
                    policy.area().orElse(null),
                    policy.priorities().stream().sorted().toList(),
                    policy.classes().stream().sorted().toList(),
                    policy.hours().map(HoursView::of).orElse(null),
                    policy.steps().stream().map(StepView::of).toList());
        }
    }

    record HoursView(String from, String to, List<Integer> days) {
        static HoursView of(DutyHours hours) {
            return new HoursView(
                    hours.from().toString(),
                    hours.to().toString(),
                    hours.days().stream().map(DayOfWeek::getValue).sorted().toList());
        }
    }

    record StepView(Duration after, List<String> people, List<String> channels) {
        static StepView of(Policy.Step step) {
            return new StepView(
                    step.after(),
                    step.people(),
                    step.channels().stream().map(Channel::word).toList());
        }
    }
}
