package org.kenh.operations.notification;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kenh.operations.notification.Outbox.NewMessage;
import org.kenh.operations.notification.Outbox.Notice;

/** Turns what people have to be told into messages, not more of them than each person's budget allows. */
final class Tellings {
    /** More alarms than these are told with the message after. */
    private static final int MOST_AT_ONCE = 5_000;

    private final Outbox outbox;
    private final NotificationSettings settings;
    private final NotificationRules rules;
    private final Wording wording;
    private final InstantSource clock;

    Tellings(Outbox outbox, NotificationSettings settings, NotificationRules rules, InstantSource clock) {
        this.outbox = outbox;
        this.settings = settings;
        this.rules = rules;
        this.wording = new Wording(rules.consoleUrl());
        this.clock = clock;
    }

    /** Tells everybody whose time has come. */
    void tell() {
        outbox.waiting().forEach(this::tell);
    }

    /** A message that shows whether a way works; counts against the budget like every other. */
    void tryOut(String username, Channel channel) {
        Contact contact = settings.contact(username);
        outbox.tell(username, List.of(), List.of(message(channel, wording.trial(contact.english()), clock.instant())));
    }

    /** Whether the person has budget for a message now. */
    boolean mayTell(Contact contact, boolean urgent, Instant now) {
        Pace pace = new Pace(contact.hourly().orElse(rules.hourly()));
        Pace.Past past = new Pace.Past(outbox.told(contact.username(), now.minus(Pace.WINDOW)));
        return !pace.next(past, urgent, now).isAfter(now);
    }

    private void tell(String username, int priority) {
        Instant now = clock.instant();
        Contact contact = settings.contact(username);
        if (!mayTell(contact, priority == 1, now)) {
            return;
        }
        List<Notice> notices = outbox.notices(username, MOST_AT_ONCE);
        List<NewMessage> messages = Arrays.stream(Channel.values())
                .filter(channel ->
                        notices.stream().anyMatch(notice -> notice.channels().contains(channel)))
                .map(channel -> message(channel, content(notices, channel, contact), now))
                .toList();
        outbox.tell(username, notices.stream().map(Notice::id).toList(), messages);
    }

    private Content content(List<Notice> notices, Channel channel, Contact contact) {
        Map<Long, AlarmFacts> latest = new HashMap<>();
        notices.stream()
                .filter(notice -> notice.channels().contains(channel))
                .map(notice -> notice.step().facts())
                .forEach(facts -> latest.merge(facts.alarm(), facts, Tellings::later));
        return wording.of(new ArrayList<>(latest.values()), contact.english());
    }

    private static AlarmFacts later(AlarmFacts one, AlarmFacts other) {
        boolean newer = other.at().isAfter(one.at()) || (other.at().equals(one.at()) && other.step() > one.step());
        return newer ? other : one;
    }

    private NewMessage message(Channel channel, Content content, Instant now) {
        return new NewMessage(channel, content, now, now.plus(rules.giveUp()));
    }
}
