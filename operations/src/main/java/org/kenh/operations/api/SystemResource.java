package org.kenh.operations.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.kenh.operations.OperationsException;
import org.kenh.operations.account.Role;
import org.kenh.operations.audit.AuditLog;
import org.kenh.operations.audit.AuditLog.NumberedEntry;

/** The server about itself: its appearance, its description, its state and what was done through it. */
final class SystemResource {
    private static final Endpoint.Access OVERSEERS = Endpoint.Access.only(Role.ADMINISTRATOR, Role.AUDITOR);
    private static final int DEFAULT_PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;

    private final Appearance appearance;
    private final Supplier<SystemReport> report;
    private final AuditLog audit;
    private final byte[] openApi;

    SystemResource(Backend backend) {
        this.appearance = backend.appearance();
        this.report = backend.system();
        this.audit = backend.people().audit();
        this.openApi = openApi();
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/config", Endpoint.Access.ANYBODY, call -> Answer.ok(appearance)),
                Endpoint.get(
                        "/openapi.yaml", Endpoint.Access.ANYBODY, call -> new Answer.Raw("application/yaml", openApi)),
                Endpoint.get("/system", OVERSEERS, call -> Answer.ok(report.get())),
                Endpoint.get("/audit", OVERSEERS, this::audit));
    }

    private Answer audit(Call call) {
        if (!call.scope().isEverything()) {
            throw Problem.of(403, "problem.forbidden"); // deeds have no area, so they are for those who see everything
        }
        Query query = call.query();
        Optional<Long> before = query.parsed("before", text -> text.matches("\\d{1,18}"), Long::valueOf);
        int limit = query.integer("limit", 1, LARGEST_PAGE).orElse(DEFAULT_PAGE);
        query.finish();
        return Answer.ok(
                audit.newest(before, limit).stream().map(SystemResource::view).toList());
    }

    private static AuditView view(NumberedEntry numbered) {
        return new AuditView(
                numbered.id(),
                numbered.entry().at(),
                numbered.entry().actor(),
                numbered.entry().action(),
                numbered.entry().subject(),
                numbered.entry().detail(),
                numbered.entry().address());
    }

    private static byte[] openApi() {
        try (InputStream file = SystemResource.class.getResourceAsStream("openapi.yaml")) {
            if (file == null) {
                throw new OperationsException("openapi.yaml is missing in this build");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new OperationsException("openapi.yaml cannot be read", e);
        }
    }

    record AuditView(long id, Instant at, String actor, String action, String subject, String detail, String address) {}
}
