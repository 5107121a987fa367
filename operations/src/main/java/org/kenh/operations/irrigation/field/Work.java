package org.kenh.operations.irrigation.field;

/** Something of the irrigation system that staff keep in a register. */
public sealed interface Work permits Pump, Canal, Field {
    /** 1 to 64 of {@code A-Za-z0-9_.-}, first one alphanumeric; never given to another work again. */
    String id();

    String name();

    /** Grows by one with every change; 0 for one that is not kept yet. */
    int revision();
}
