package org.kenh.operations;

import java.util.Map;
import java.util.Optional;
import org.kenh.operations.alarmdesk.AlarmDesk;
import org.kenh.operations.alarmdesk.AlarmFeed;
import org.kenh.operations.keys.PushKeyFile;
import org.kenh.operations.keys.Seal;
import org.kenh.operations.notification.AccountAudience;
import org.kenh.operations.notification.Channel;
import org.kenh.operations.notification.Failure;
import org.kenh.operations.notification.NotificationSettings;
import org.kenh.operations.notification.Notifications;
import org.kenh.operations.notification.Notifier;
import org.kenh.operations.notification.Sender;
import org.kenh.operations.notification.mail.MailSender;
import org.kenh.operations.notification.web.AddressRule;
import org.kenh.operations.notification.web.PushKey;
import org.kenh.operations.notification.web.PushSender;
import org.kenh.operations.notification.web.SmsSender;
import org.kenh.operations.notification.web.WebClient;
import org.kenh.operations.notification.web.WebhookSender;
import org.kenh.operations.timescale.OperationsDatabase;
import org.kenh.operations.timescale.SqlAccountStore;
import org.kenh.operations.timescale.SqlAlarmJournal;
import org.kenh.operations.timescale.SqlNotificationSettings;
import org.kenh.operations.timescale.SqlOutbox;

/** Opens what tells people of alarms. */
final class NotificationDesk {
    private NotificationDesk() {}

    static Notifications open(Foundation foundation, Storage storage, AlarmDesk alarms) {
        NotificationConfig config = foundation.config().notifications();
        OperationsDatabase database = storage.database();
        NotificationSettings settings = new SqlNotificationSettings(
                database, new Seal(foundation.config().sealingKey()));
        SqlOutbox outbox = new SqlOutbox(database);
        Optional<PushKey> pushKey = config.pushContact()
                .map(contact -> PushKey.parse(PushKeyFile.of(foundation.config().data(), PushKey::create)));
        WebClient client = new WebClient(foundation.vertx());
        Notifier notifier = new Notifier(
                new Notifier.Stores(new SqlAlarmJournal(database), outbox, settings),
                new Notifier.World(
                        alarms,
                        new AccountAudience(
                                new SqlAccountStore(database), storage.ingest().registry()),
                        foundation.clock()),
                senders(foundation, client, settings, pushKey),
                config.rules());
        AlarmFeed.Registration registration = notifier.start(alarms);
        foundation.closing().add("notifications", () -> {
            registration.close();
            notifier.close();
            client.close();
        });
        return new Notifications(
                settings, outbox, notifier, pushKey.map(PushKey::publicKey), config.privateAddresses());
    }

    private static Map<Channel, Sender> senders(
            Foundation foundation, WebClient client, NotificationSettings settings, Optional<PushKey> pushKey) {
        NotificationConfig config = foundation.config().notifications();
        AddressRule rule = config.privateAddresses() ? AddressRule.ANY : AddressRule.PUBLIC;
        Sender mail = config.mail()
                .<Sender>map(MailSender::new)
                .orElseGet(() -> Sender.missing(Failure.of(Failure.NOT_CONFIGURED, "notify.mail.host")));
        Sender sms = config.sms()
                .<Sender>map(gateway -> new SmsSender(client, gateway))
                .orElseGet(() -> Sender.missing(Failure.of(Failure.NOT_CONFIGURED, "notify.sms.url")));
        Sender push = pushKey.<Sender>map(key -> new PushSender(
                        client,
                        rule,
                        new PushSender.Identity(key, config.pushContact().orElseThrow()),
                        settings,
                        foundation.clock()))
                .orElseGet(() -> Sender.missing(Failure.of(Failure.NOT_CONFIGURED, "notify.push.contact")));
        return Map.of(
                Channel.EMAIL, mail,
                Channel.SMS, sms,
                Channel.WEBHOOK, new WebhookSender(client, rule, foundation.clock()),
                Channel.PUSH, push);
    }
}
