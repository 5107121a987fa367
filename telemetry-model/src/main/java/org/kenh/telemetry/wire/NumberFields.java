package org.kenh.telemetry.wire;

import java.util.Optional;
import org.kenh.telemetry.PackNumber;

/** The two parts of a pack's number while a payload is read: both or neither. */
final class NumberFields {
    private static final long ABSENT = -1;

    private long epoch = ABSENT;
    private long sequence = ABSENT;

    /** Takes the value of one of the parts. */
    @FunctionalInterface
    interface Part {
        void take(double number) throws Rejection;
    }

    void epoch(double number) throws Rejection {
        epoch = whole(number, PackNumber.MOST_EPOCH);
    }

    void sequence(double number) throws Rejection {
        sequence = whole(number, PackNumber.MOST_SEQUENCE);
    }

    Optional<PackNumber> finish() throws Rejection {
        if (epoch == ABSENT && sequence == ABSENT) {
            return Optional.empty();
        }
        if (epoch == ABSENT || sequence == ABSENT) {
            throw new Rejection("the number of the pack needs both \"epoch\" and \"seq\", but "
                    + (epoch == ABSENT ? "\"epoch\"" : "\"seq\"") + " is missing");
        }
        return Optional.of(new PackNumber(epoch, sequence));
    }

    /** Every whole number that is allowed is exact as a double, and every other one remains another. */
    private static long whole(double number, long most) throws Rejection {
        if (number != Math.rint(number) || number < 0 || number > most) {
            throw new Rejection("must be a whole number from 0 to " + most + ", but is " + shown(number));
        }
        return (long) number;
    }

    private static String shown(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e18;
        return whole ? Long.toString((long) number) : Double.toString(number);
    }
}
