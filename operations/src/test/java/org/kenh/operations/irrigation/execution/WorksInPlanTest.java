package org.kenh.operations.irrigation.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.operations.irrigation.desk.PlanContent;
import org.kenh.operations.irrigation.desk.PlannedTurn;
import org.kenh.operations.irrigation.desk.SubjectKind;
import org.kenh.operations.irrigation.field.Codecs;
import org.kenh.operations.irrigation.field.Pump;
import org.kenh.operations.irrigation.field.Register;
import org.kenh.operations.irrigation.field.Saved;
import org.kenh.operations.irrigation.field.TestWorks;

/** Changes of works while a plan counts on them. */
class WorksInPlanTest {
    private final ExecutionWorld world = new ExecutionWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void works_ofATurnThatStands_stayWhereTheStopFindsThem() {
        PlanContent plan = world.publish();
        PlannedTurn turn = world.turn(plan, SubjectKind.PUMP, "b");
        ExecutionWorld.done(world.plans.registry.canals().add(TestWorks.canal("k2"), "an"));
        Pump pump = world.plans.registry.pumps().find("b").orElseThrow();
        Register<Pump> pumps = world.plans.registry.pumps();

        assertThat(pumps.replace(moved(pump, "k2"), "an")).isEqualTo(new Saved.InPlan("canal", turn.id()));
        assertThat(pumps.replace(rewired(pump), "an")).isEqualTo(new Saved.InPlan("control", turn.id()));
        assertThat(pumps.remove("b", 1, "an")).isEqualTo(new Saved.InPlan("id", turn.id()));
        assertThat(world.plans.registry.fields().remove("r1", 1, "an")).isInstanceOf(Saved.InPlan.class);
        ExecutionWorld.done(pumps.replace(pump, "an"));

        world.at(turn.period().from().plusSeconds(60));
        world.tell(turn, turn.period().from(), "started", "");
        world.desk.tick();
        world.at(lastEnd(plan).plusSeconds(1));
        assertThat(pumps.remove("b", 2, "an")).as("it still runs").isInstanceOf(Saved.InPlan.class);
        world.tell(turn, lastEnd(plan), "ended", ",\"reason\":\"time\"");
        world.desk.tick();
        Pump kept = pumps.find("b").orElseThrow();
        ExecutionWorld.done(pumps.replace(moved(kept, "k2"), "an"));
    }

    private static Instant lastEnd(PlanContent plan) {
        return plan.turns().stream()
                .map(turn -> turn.period().to())
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private static Pump moved(Pump pump, String canal) {
        return changed(pump, "canal", canal);
    }

    private static Pump rewired(Pump pump) {
        return changed(pump, "control", Map.of("device", "khac", "target", "pump"));
    }

    private static Pump changed(Pump pump, String member, Object value) {
        ObjectNode json = Codecs.PUMP.encode(pump);
        json.putPOJO(member, value);
        return TestWorks.read(Codecs.PUMP, json.toString(), pump.revision());
    }
}
