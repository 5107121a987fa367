package org.kenh.operations.irrigation.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.kenh.operations.irrigation.agronomy.BalanceDay;

/** Whether water is lost or made between the rows of the store. */
final class Balances {
    private Balances() {}

    /** Each day goes on where the one before ended, and over all nothing is lost by more than a tenth of a millimetre. */
    static void assertClosed(List<FieldDay> days) {
        double came = 0;
        double went = 0;
        for (int index = 0; index < days.size(); index++) {
            BalanceDay balance = days.get(index).balance();
            if (index > 0) {
                assertThat(balance.day())
                        .isEqualTo(days.get(index - 1).balance().day().plusDays(1));
                assertThat(balance.before())
                        .isEqualTo(days.get(index - 1).balance().after().storage());
            }
            assertThat(balance.residual()).isCloseTo(0, within(1e-6));
            came += balance.rain()
                    + balance.irrigation()
                    + balance.capillaryRise()
                    + balance.sensor().correction();
            went += balance.evapotranspiration() + balance.percolation() + balance.runoff();
        }
        double change = days.getLast().balance().after().storage()
                - days.getFirst().balance().before();
        assertThat(came - went).isCloseTo(change, within(0.1));
    }
}
