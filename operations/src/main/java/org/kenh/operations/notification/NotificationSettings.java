package org.kenh.operations.notification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Policies, and how people are reached. Calls block on the database. */
public interface NotificationSettings {
    /** By id. */
    List<Policy> policies();

    Optional<Policy> policy(String id);

    /** Makes or replaces a policy; false if there would be too many. */
    boolean save(Policy policy, String by, Instant at);

    boolean removePolicy(String id);

    /** By user name. */
    List<Contact> contacts();

    /** Of a person who has given nothing: {@link Contact#of}. */
    Contact contact(String username);

    void save(Contact contact, Instant at);

    List<PushSubscription> subscriptions(String username);

    /** A browser subscribes anew or again; beyond {@link PushSubscription#MOST_PER_PERSON} the oldest one goes. */
    PushSubscription subscribe(PushSubscription subscription);

    /** False if the person has none of that id. */
    boolean unsubscribe(String username, long id);
}
