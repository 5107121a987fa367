package org.kenh.operations.api;

import org.kenh.operations.loudspeaker.LoudspeakerNews;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.programme.Planning;
import org.kenh.operations.loudspeaker.programme.Programme;
import org.kenh.operations.loudspeaker.proof.Proof;

/**
 * What stands behind the API of the loudspeaker desk.
 *
 * @param clusters and how they are
 * @param programme bulletins and when they sound
 * @param planning brings that to the clusters
 * @param proof whether they did
 * @param news of changes, for live streams
 * @param broadcasting emergencies and reports
 */
public record Loudspeakers(
        Clusters clusters,
        Programme programme,
        Planning planning,
        Proof proof,
        LoudspeakerNews news,
        Broadcasting broadcasting) {}
