package org.kenh.ingest.timescale;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTroubleTest {
    @ParameterizedTest
    @CsvSource({
        "23505, DUPLICATE",
        "23514, NO_PARTITION",
        "22003, DATA",
        "2200H, STORE",
        "57014, STORE",
        "53200, STORE",
        "08006, STORE",
        "'', STORE"
    })
    void state_isToldByWhatItMeansForTheData(String state, SqlTrouble trouble) {
        assertThat(SqlTrouble.of(new SQLException("trouble", state))).isEqualTo(trouble);
    }
}
