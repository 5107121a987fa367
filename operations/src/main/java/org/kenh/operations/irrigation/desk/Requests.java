package org.kenh.operations.irrigation.desk;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.irrigation.IrrigationNews;

/** Requests for water. Safe for any thread; blocks on the database. */
public final class Requests {
    private static final int MOST_LISTED = 500;

    private final RequestStore store;
    private final IrrigationNews news;
    private final InstantSource clock;

    public Requests(RequestStore store, IrrigationNews news, InstantSource clock) {
        this.store = store;
        this.news = news;
        this.clock = clock;
    }

    /** Empty if the field has one already that waits for a decision or for water. */
    public Optional<WaterRequest> ask(WaterRequest.Wish wish, String by) {
        return told(store.add(wish, step(by)));
    }

    public Optional<WaterRequest> find(long id) {
        return store.find(id);
    }

    /** The newest 500, newest first. */
    public List<WaterRequest> list(AreaScope scope, Set<RequestState> states) {
        return store.list(scope, states, MOST_LISTED);
    }

    /** Empty if it does not wait for a decision. */
    public Optional<WaterRequest> approve(long id, String by, String reason) {
        return decide(id, EnumSet.of(RequestState.ASKED), RequestState.APPROVED, by, reason);
    }

    /** Empty if it does not wait for a decision. */
    public Optional<WaterRequest> refuse(long id, String by, String reason) {
        return decide(id, EnumSet.of(RequestState.ASKED), RequestState.REFUSED, by, reason);
    }

    /** Empty if it is in a plan or over. */
    public Optional<WaterRequest> withdraw(long id, String by) {
        return decide(id, EnumSet.of(RequestState.ASKED, RequestState.APPROVED), RequestState.WITHDRAWN, by, "");
    }

    /** Ends requests that have got their water. */
    void served() {
        store.served(step("kenh").at()).forEach(this::tell);
    }

    /** Ends requests whose time is over. */
    void lapse() {
        if (store.lapse(step("kenh")) > 0) {
            news.tell(IrrigationNews.Kind.REQUEST, "", Optional.empty());
        }
    }

    private Optional<WaterRequest> decide(
            long id, Set<RequestState> from, RequestState state, String by, String reason) {
        return told(store.decide(id, from, new RequestStore.Decided(state, step(by), reason)));
    }

    private Optional<WaterRequest> told(Optional<WaterRequest> request) {
        request.ifPresent(this::tell);
        return request;
    }

    private void tell(WaterRequest request) {
        news.tell(IrrigationNews.Kind.REQUEST, String.valueOf(request.id()), Optional.of(request.area()));
    }

    private Step step(String by) {
        return new Step(by, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
