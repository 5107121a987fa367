package org.kenh.ingest.timescale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class PatientDataSourceTest {
    private static final Connection CONNECTION = fake(Connection.class, (proxy, method, arguments) -> null);

    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void getConnection_whileTheDatabaseStarts_comesWhenItIsThere() throws SQLException {
        PatientDataSource source = new PatientDataSource(refusing(3, "57P03"), Duration.ofMinutes(1));
        assertThat(source.getConnection()).isSameAs(CONNECTION);
        assertThat(tries).hasValue(4);
    }

    @Test
    void getConnection_withAWrongPassword_failsAtOnce() {
        PatientDataSource source = new PatientDataSource(refusing(3, "28P01"), Duration.ofMinutes(1));
        assertThatThrownBy(source::getConnection).isInstanceOf(SQLException.class);
        assertThat(tries).hasValue(1);
    }

    @Test
    void getConnection_whileTheDatabaseStaysAway_failsInTheEnd() {
        PatientDataSource source = new PatientDataSource(refusing(1_000, "08001"), Duration.ofMillis(150));
        assertThatThrownBy(source::getConnection).isInstanceOf(SQLException.class);
        assertThat(tries.get()).isGreaterThan(1);
    }

    private DataSource refusing(int times, String state) {
        return fake(DataSource.class, (proxy, method, arguments) -> {
            if (tries.incrementAndGet() <= times) {
                throw new SQLException("refused", state);
            }
            return CONNECTION;
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
