package org.kenh.system;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests that break nothing one server for all, as a parameter {@link ServerProcess} or {@link Api} (signed in as
 * the administrator). It is started on first use and ends with the last test. None of them may block an event loop.
 */
final class SharedServer implements ParameterResolver, AfterAllCallback {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == ServerProcess.class || type == Api.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Shared shared = context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Shared.class, type -> Shared.start(), Shared.class);
        return parameter.getParameter().getType() == Api.class ? shared.api : shared.server;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Shared shared =
                context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).get(Shared.class, Shared.class);
        if (shared != null) {
            EventLoopGuard.check(shared.server.log());
        }
    }

    private record Shared(ServerProcess server, Api api) implements AutoCloseable {
        static Shared start() {
            ServerProcess server = ServerProcess.startWatched("shared");
            return new Shared(server, Api.signIn(server));
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
