package org.kenh.operations.api;

import org.kenh.operations.loudspeaker.emergency.Emergencies;
import org.kenh.operations.loudspeaker.report.Reports;
import org.kenh.operations.loudspeaker.source.SourceDesk;

/**
 * What the loudspeaker desk does for people beside watching.
 *
 * @param emergencies bulletins that play at once
 * @param reports of months
 * @param source the way to the province
 */
public record Broadcasting(Emergencies emergencies, Reports reports, SourceDesk source) {}
