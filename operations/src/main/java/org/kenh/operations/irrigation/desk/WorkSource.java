package org.kenh.operations.irrigation.desk;

/** The works as they stand now. May block on the database. */
@FunctionalInterface
public interface WorkSource {
    Works works();
}
