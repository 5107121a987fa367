package org.kenh.operations.loudspeaker.cluster;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Keeps clusters and their self-tests. All calls block; {@link org.kenh.operations.OperationsException}: it failed. */
public interface ClusterStore {
    List<Cluster> all();

    Optional<Cluster> find(String device);

    /** Keeps it with the next revision, if the kept one still has the revision given, 0 for none. */
    boolean put(Cluster cluster);

    /** Notes what the line was like when it was well, without a new revision. */
    void baseline(String device, double ohm, Instant at);

    /** Notes at what volume a person wants it, in percent, without a new revision. */
    void volume(String device, double percent);

    /** Notes the certificate it is known by, unless one is noted already; without a new revision. */
    void certificate(String device, String fingerprint);

    /** Those that are new; a repeated one is passed over. */
    List<SelfTest> keep(Collection<SelfTest> tests);

    /** Newest first. */
    List<SelfTest> selfTests(String device, int limit);

    /** The newest of each cluster. */
    List<SelfTest> newestSelfTests();
}
