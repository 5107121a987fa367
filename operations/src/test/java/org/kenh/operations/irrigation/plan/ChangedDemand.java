package org.kenh.operations.irrigation.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A demand like another but for what is set. */
final class ChangedDemand {
    private final FieldDemand like;
    private String canal;
    private Instant earliest;
    private Instant latest;
    private double weight;
    private boolean splittable;
    private Duration minimumPiece;
    private List<WeeklyWindow> quiet;
    private List<Block> blocks;

    private ChangedDemand(FieldDemand like) {
        this.like = like;
        this.canal = like.canal();
        this.earliest = like.earliest();
        this.latest = like.latest();
        this.weight = like.weight();
        this.splittable = like.splittable();
        this.minimumPiece = like.minimumPiece();
        this.quiet = like.quiet();
        this.blocks = like.blocks();
    }

    static ChangedDemand like(FieldDemand demand) {
        return new ChangedDemand(demand);
    }

    ChangedDemand canal(String id) {
        canal = id;
        return this;
    }

    ChangedDemand earliest(Instant moment) {
        earliest = moment;
        return this;
    }

    ChangedDemand latest(Instant moment) {
        latest = moment;
        return this;
    }

    ChangedDemand weight(double factor) {
        weight = factor;
        return this;
    }

    /** In one turn. */
    ChangedDemand whole() {
        splittable = false;
        return this;
    }

    ChangedDemand pieces(Duration least) {
        splittable = true;
        minimumPiece = least;
        return this;
    }

    ChangedDemand quiet(WeeklyWindow window) {
        quiet = List.of(window);
        return this;
    }

    ChangedDemand forbidden(Period period) {
        blocks = List.of(new Block(BlockReason.FORBIDDEN, period));
        return this;
    }

    FieldDemand demand() {
        return new FieldDemand(
                like.field(),
                canal,
                like.valve(),
                like.flow(),
                like.volume(),
                earliest,
                like.dueBy(),
                latest,
                weight,
                splittable,
                minimumPiece,
                quiet,
                blocks);
    }
}
