package org.kenh.system;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.kenh.edge.fleet.Rehearsal;
import org.kenh.operations.irrigation.desk.PlanStore.StandingTurn;
import org.kenh.operations.irrigation.desk.PlannedTurn;
import org.kenh.operations.irrigation.plan.Period;
import org.kenh.telemetry.DeviceId;

/** Looks at every pump and valve itself, not at what it tells: whether it may run, and how much water came. */
final class MachineWatch {
    /** For a new schedule to arrive, and a machine to come to rest. */
    private static final Duration GRACE = Duration.ofMinutes(3);

    private static final Duration REFRESH = Duration.ofMinutes(10);
    private static final double MINUTE = 60;

    final List<String> strays = new ArrayList<>();
    final Map<DeviceId, Double> water = new TreeMap<>(DistrictCentre.BY_ID);
    final Set<DeviceId> ranUnlinked = new TreeSet<>(DistrictCentre.BY_ID);

    private final Rehearsal district;
    private final IrrigationOffice office;
    private final Map<DeviceId, String> flows;
    private final Map<DeviceId, List<PlannedTurn>> known = new HashMap<>();
    private final Map<DeviceId, Instant> strayingSince = new HashMap<>();
    private Instant refreshed = Instant.EPOCH;

    /** Flows: the series that tells the flow, by device. */
    MachineWatch(Rehearsal district, IrrigationOffice office, Map<DeviceId, String> flows) {
        this.district = district;
        this.office = office;
        this.flows = flows;
    }

    /** To be called every minute. */
    void look(Instant now) {
        if (!now.isBefore(refreshed.plus(REFRESH))) {
            refresh(now);
        }
        flows.forEach((device, series) -> {
            if (district.isOn(device)) {
                if (!district.isLinked(device)) {
                    ranUnlinked.add(device);
                }
                double flow = district.shows(device, series).orElse(0);
                water.merge(device, flow * MINUTE, Double::sum);
                judge(device, now);
            } else {
                strayingSince.remove(device);
            }
        });
    }

    private void judge(DeviceId device, Instant now) {
        if (isPlanned(device, now)) {
            strayingSince.remove(device);
            return;
        }
        refresh(now);
        Instant since = strayingSince.computeIfAbsent(device, any -> now);
        if (!isPlanned(device, now) && now.equals(since.plus(GRACE))) {
            strays.add(device + " since " + since + (district.isLinked(device) ? "" : " without a link"));
        }
    }

    private boolean isPlanned(DeviceId device, Instant now) {
        return known.getOrDefault(device, List.of()).stream()
                .anyMatch(turn -> turn.isWanted() && turn.period().contains(now));
    }

    /** A device without a link goes by what it was told before. */
    private void refresh(Instant now) {
        refreshed = now;
        Map<DeviceId, List<PlannedTurn>> fresh = new HashMap<>();
        for (StandingTurn standing :
                office.plans.plans().turns(new Period(now.minus(REFRESH), now.plus(Duration.ofHours(12))))) {
            standing.turn()
                    .target()
                    .ifPresent(target -> fresh.computeIfAbsent(DeviceId.of(target.device()), any -> new ArrayList<>())
                            .add(standing.turn()));
        }
        for (DeviceId device : flows.keySet()) {
            if (district.isLinked(device)) {
                known.put(device, fresh.getOrDefault(device, List.of()));
            }
        }
    }
}
