package org.kenh.operations.loudspeaker.source;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One way to the province's system. Calls block. */
interface Link {
    /** Schedules that are new since the mark. */
    Fetch fetch(Optional<String> mark);

    Delivery deliver(SourceStore.Parcel parcel);

    /** Says what became of schedules that were fetched, where that is of use; why that could not be done. */
    default Optional<String> taken(Document document, Intake.Taken taken) {
        return Optional.empty();
    }

    /** What was found. */
    sealed interface Fetch {
        /** New ones; a mark to ask from next time. */
        record Found(List<Document> documents, Optional<String> mark) implements Fetch {
            public Found {
                documents = List.copyOf(documents);
            }
        }

        record NothingNew() implements Fetch {}

        /** It could not be asked. */
        record Failed(String why, Optional<Duration> retryAfter) implements Fetch {}
    }

    /**
     * A file of schedules.
     *
     * @param whole it names all bulletins that stand
     * @param unreadable why there is no content
     */
    record Document(String name, Intake.Format format, String content, boolean whole, Optional<String> unreadable) {}

    /** How sending went. */
    sealed interface Delivery {
        record Done(String detail) implements Delivery {}

        /** This one was not taken, perhaps later; what else waits may be. */
        record Failed(String why, Optional<Duration> retryAfter) implements Delivery {}

        /** Nothing gets through for now, whatever it is. */
        record Down(String why, Optional<Duration> retryAfter) implements Delivery {}

        /** They do not want it, now or later. */
        record Refused(String why) implements Delivery {}
    }
}
