package org.kenh.operations.api;

import org.kenh.operations.irrigation.field.IrrigationRegistry;

/**
 * What stands behind the API of the irrigation desk.
 *
 * @param registry pumps, canals, fields and what grows on those
 */
public record Irrigation(IrrigationRegistry registry) {}
