package org.kenh.operations.timescale;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.kenh.operations.keys.Seal;
import org.kenh.operations.notification.Contact;
import org.kenh.operations.notification.NotificationSettings;
import org.kenh.operations.notification.Policy;
import org.kenh.operations.notification.PushSubscription;

/** Policies, contacts and subscriptions in the tables {@code notification_…}; secrets are sealed. */
public final class SqlNotificationSettings implements NotificationSettings {
    private final OperationsDatabase database;
    private final Seal seal;

    public SqlNotificationSettings(OperationsDatabase database, Seal seal) {
        this.database = database;
        this.seal = seal;
    }

    @Override
    public List<Policy> policies() {
        return database.withHandle(
                "list the policies of notification",
                handle -> handle.createQuery("select body from notification_policy order by id")
                        .map((row, context) -> PolicyJson.read(row.getString("body")))
                        .list());
    }

    @Override
    public Optional<Policy> policy(String id) {
        return database.withHandle(
                "look up a policy of notification",
                handle -> handle.createQuery("select body from notification_policy where id = :id")
                        .bind("id", id)
                        .map((row, context) -> PolicyJson.read(row.getString("body")))
                        .findOne());
    }

    @Override
    public boolean save(Policy policy, String by, Instant at) {
        return database.inTransaction("keep a policy of notification", handle -> {
            handle.execute("select pg_advisory_xact_lock(hashtext('notification_policy'))");
            int kept = handle.createUpdate("""
                            insert into notification_policy (id, body, changed_at, changed_by)
                            select :id, :body, :at, :by
                            where exists (select 1 from notification_policy where id = :id)
                                or (select count(*) from notification_policy) < :most
                            on conflict (id) do update
                                set body = excluded.body, changed_at = excluded.changed_at, changed_by = excluded.changed_by""")
                    .bind("id", policy.id())
                    .bind("body", PolicyJson.write(policy))
                    .bind("at", at)
                    .bind("by", by)
                    .bind("most", Policy.MOST)
                    .execute();
            return kept == 1;
        });
    }

    @Override
    public boolean removePolicy(String id) {
        return database.withHandle(
                "remove a policy of notification",
                handle -> handle.execute("delete from notification_policy where id = ?", id) == 1);
    }

    @Override
    public List<Contact> contacts() {
        return database.withHandle(
                "list contacts",
                handle -> handle.createQuery("select * from notification_contact order by username")
                        .map((row, context) -> contact(row))
                        .list());
    }

    @Override
    public Contact contact(String username) {
        return database.withHandle(
                "look up a contact",
                handle -> handle.createQuery("select * from notification_contact where username = :username")
                        .bind("username", username)
                        .map((row, context) -> contact(row))
                        .findOne()
                        .orElseGet(() -> Contact.of(username)));
    }

    @Override
    public void save(Contact contact, Instant at) {
        database.withHandle(
                "keep a contact",
                handle -> handle.createUpdate("""
                        insert into notification_contact
                            (username, email, phone, webhook_url, webhook_secret, english, hourly, changed_at)
                        values (:username, :email, :phone, :url, :secret, :english, :hourly, :at)
                        on conflict (username) do update set email = excluded.email, phone = excluded.phone,
                            webhook_url = excluded.webhook_url, webhook_secret = excluded.webhook_secret,
                            english = excluded.english, hourly = excluded.hourly, changed_at = excluded.changed_at""")
                        .bind("username", contact.username())
                        .bind("email", contact.email().orElse(null))
                        .bind("phone", contact.phone().orElse(null))
                        .bind("url", contact.webhook().map(Contact.Webhook::url).orElse(null))
                        .bind(
                                "secret",
                                contact.webhook()
                                        .map(webhook -> seal.seal(contact.username(), webhook.secret()))
                                        .orElse(null))
                        .bind("english", contact.english())
                        .bind("hourly", contact.hourly().orElse(null))
                        .bind("at", at)
                        .execute());
    }

    @Override
    public List<PushSubscription> subscriptions(String username) {
        return database.withHandle("list push subscriptions", handle -> subscriptions(handle, username));
    }

    @Override
    public PushSubscription subscribe(PushSubscription wanted) {
        return database.inTransaction("keep a push subscription", handle -> {
            handle.createUpdate("""
                            insert into notification_push (username, endpoint, p256dh, auth, created_at)
                            values (:username, :endpoint, :p256dh, :auth, :createdAt)
                            on conflict (endpoint) do update set username = excluded.username,
                                p256dh = excluded.p256dh, auth = excluded.auth, created_at = excluded.created_at""").bindMethods(wanted).execute();
            handle.createUpdate("""
                            delete from notification_push where id in (
                                select id from notification_push where username = :username
                                order by created_at desc, id desc offset :most)""")
                    .bind("username", wanted.username())
                    .bind("most", PushSubscription.MOST_PER_PERSON)
                    .execute();
            return subscriptions(handle, wanted.username()).stream()
                    .filter(kept -> kept.endpoint().equals(wanted.endpoint()))
                    .findFirst()
                    .orElseThrow();
        });
    }

    @Override
    public boolean unsubscribe(String username, long id) {
        return database.withHandle(
                "remove a push subscription",
                handle -> handle.execute("delete from notification_push where username = ? and id = ?", username, id)
                        == 1);
    }

    private static List<PushSubscription> subscriptions(Handle handle, String username) {
        return handle.createQuery("select * from notification_push where username = :username order by id")
                .bind("username", username)
                .map((row, context) -> new PushSubscription(
                        row.getLong("id"),
                        row.getString("username"),
                        row.getString("endpoint"),
                        row.getString("p256dh"),
                        row.getString("auth"),
                        row.getTimestamp("created_at").toInstant()))
                .list();
    }

    private Contact contact(ResultSet row) throws SQLException {
        String username = row.getString("username");
        String url = row.getString("webhook_url");
        Optional<Contact.Webhook> webhook = url == null
                ? Optional.empty()
                : Optional.of(new Contact.Webhook(url, seal.open(username, row.getBytes("webhook_secret"))));
        int hourly = row.getInt("hourly");
        return new Contact(
                username,
                Optional.ofNullable(row.getString("email")),
                Optional.ofNullable(row.getString("phone")),
                webhook,
                row.getBoolean("english"),
                hourly == 0 ? Optional.empty() : Optional.of(hourly));
    }
}
