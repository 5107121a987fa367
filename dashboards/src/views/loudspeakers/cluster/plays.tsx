import { Link } from 'react-router-dom';
import { useMemo, useState } from 'react';
import { useClusterPlays, useSelfTests } from '../../../api/loudspeaker-queries';
import { Loaded } from '../../../components/feedback';
import { Icon } from '../../../components/icons';
import { VerdictBadge, VerdictMark } from '../../../components/loudspeakers/marks';
import { shortHash, useCauseText, useEvidenceTexts, useSoundedTexts } from '../../../components/loudspeakers/words';
import { lookUp, useLanguage, useTranslate } from '../../../i18n';
import { serverNow } from '../../../model/clock';
import { dayAfter, dayBounds } from '../../../model/loudspeaker-timeline';
import { lookOf, type SlotVerdict, type Unplanned } from '../../../model/loudspeaker-verdicts';
import type { SelfTest } from '../../../model/loudspeakers';
import { formatNumber } from '../../../model/numbers';
import { formatDate, formatDateTime, formatTime, today } from '../../../model/time';
import { slotAddress } from '../parts';

const DAYS = 7;
const NEXT_DUE = 2;

interface Day {
  day: string;
  slots: SlotVerdict[];
  unplanned: Unplanned[];
}

/** What was planned and what was heard over the last week, newest first; the next that are due stand on top. */
export function PlaysPanel({ device }: { device: string }) {
  const t = useTranslate();
  const day = today(serverNow());
  const span = useMemo(() => ({ from: new Date(dayBounds(dayAfter(day, 1 - DAYS)).from).toISOString(), to: new Date(dayBounds(day).to).toISOString() }), [day]);
  const plays = useClusterPlays(device, span);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set([day]));
  return (
    <section className="panel">
      <div className="panel-head"><h2 className="panel-title">{t('loa.cluster.plays')}</h2></div>
      <Loaded query={plays} height={200}>
        {({ slots, unplanned }) => {
          const days = daysOf(slots, unplanned);
          return days.length === 0 ? <p className="loa-none">{t('loa.cluster.noPlays')}</p> : (
            <div className="loa-play-days">
              {days.map((each) => (
                <DaySection
                  key={each.day}
                  day={each}
                  open={open.has(each.day)}
                  onToggle={() => {
                    setOpen((former) => {
                      const next = new Set(former);
                      if (!next.delete(each.day)) {
                        next.add(each.day);
                      }
                      return next;
                    });
                  }}
                />
              ))}
            </div>
          );
        }}
      </Loaded>
    </section>
  );
}

function daysOf(slots: readonly SlotVerdict[], unplanned: readonly Unplanned[]): Day[] {
  const days = new Map<string, Day>();
  const of = (at: string): Day => {
    const day = today(Date.parse(at));
    const known = days.get(day) ?? { day, slots: [], unplanned: [] };
    days.set(day, known);
    return known;
  };
  slots.forEach((slot) => { of(slot.starts).slots.push(slot); });
  unplanned.forEach((sound) => { of(sound.start).unplanned.push(sound); });
  for (const day of days.values()) {
    day.slots.sort((a, b) => (a.starts < b.starts ? 1 : -1));
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? 1 : -1));
}

const MOST_TIMES = 6;

/** The next times, and the last when there are many. */
function laterTimes(later: readonly SlotVerdict[]): string {
  const times = later.map(({ starts }) => formatTime(Date.parse(starts))).reverse();
  return times.length <= MOST_TIMES ? times.join(', ') : `${times.slice(0, MOST_TIMES - 1).join(', ')} … ${times[times.length - 1] ?? ''}`;
}

function DaySection({ day: { day, slots, unplanned }, open, onToggle }: { day: Day; open: boolean; onToggle: () => void }) {
  const t = useTranslate();
  const verified = slots.filter(({ verdict }) => verdict === 'verified').length;
  // Of what is to come only the next ones: the page is about what was heard.
  const later = slots.filter(({ verdict }) => verdict === 'due').slice(0, -NEXT_DUE);
  const bad = slots.filter((slot) => ['missed', 'partial', 'provisional'].includes(lookOf(slot))).length;
  return (
    <section>
      <button type="button" className="loa-play-day" aria-expanded={open} onClick={onToggle}>
        <Icon name={open ? 'chevronDown' : 'chevronRight'} size={16} />
        <b>{formatDate(day)}</b>
        <span className="muted">{t('loa.cluster.daySum', { verified, planned: slots.length })}</span>
        {bad > 0 && <span className="loa-bad">{t('loa.cluster.dayBad', { n: bad })}</span>}
        {unplanned.length > 0 && <span className="loa-bad">{t('loa.cluster.dayUnplanned', { n: unplanned.length })}</span>}
      </button>
      {open && (
        <ol className="loa-plays">
          {unplanned.map((sound) => <UnplannedRow key={sound.start} sound={sound} />)}
          {slots.filter((slot) => !later.includes(slot)).map((slot) => <PlayRow key={slot.slot} verdict={slot} />)}
        </ol>
      )}
      {open && later.length > 0 && <p className="loa-later muted">{t('loa.cluster.later', { n: later.length, times: laterTimes(later) })}</p>}
    </section>
  );
}

function PlayRow({ verdict }: { verdict: SlotVerdict }) {
  return (
    <li className="loa-play" data-testid="play" data-verdict={verdict.verdict}>
      <time className="loa-play-time" dateTime={verdict.starts}>{formatTime(Date.parse(verdict.starts))}</time>
      <span className="loa-play-what">
        <Link to={slotAddress(verdict.slot)}>{verdict.title}</Link>
        <EvidenceLine verdict={verdict} />
      </span>
      <VerdictBadge look={lookOf(verdict)} />
    </li>
  );
}

/** When it sounded and how loud, cause and evidence in words; what speaks against it is marked. */
export function EvidenceLine({ verdict }: { verdict: SlotVerdict }) {
  const t = useTranslate();
  const language = useLanguage();
  const causeText = useCauseText();
  const sounded = useSoundedTexts()(verdict);
  const evidence = useEvidenceTexts()(verdict);
  const { cause, was, correctedAt, why } = verdict;
  return (
    <span className="loa-evidence">
      {cause !== null && <b>{causeText(cause)}. </b>}
      {sounded.length > 0 && <span className="loa-sounded" data-testid="sounded">{sounded.join(' · ')}</span>}
      {evidence.map(({ text, good, title }, index) => (
        <span key={text} className={good ? undefined : 'loa-against'} title={title}>{index > 0 || sounded.length > 0 ? ' · ' : ''}{text}</span>
      ))}
      {was !== null && correctedAt !== null && (
        <span className="loa-corrected">
          <Icon name="reset" size={16} />
          {t('loa.corrected', { was: (lookUp(language, 'loa.verdict', was) ?? was).toLowerCase(), at: formatDateTime(Date.parse(correctedAt)), why: why === null ? '' : (lookUp(language, 'loa.why', why) ?? why) })}
        </span>
      )}
    </span>
  );
}

function UnplannedRow({ sound: { start, end, level, rise, current, volume, sha256, cause } }: { sound: Unplanned }) {
  const t = useTranslate();
  const language = useLanguage();
  const causeText = useCauseText();
  const figures = [
    volume === null ? null : t('loa.sounded.volume', { n: formatNumber(volume, 0, language) }),
    level === null ? null : t('loa.unplanned.level', { n: formatNumber(level, 0, language) }),
    rise === null ? null : t('loa.evidence.rise', { n: formatNumber(rise, 1, language), percent: 0 }),
    current === null ? null : t('loa.evidence.current', { n: formatNumber(current, 1, language), percent: 0 }),
  ].filter((text) => text !== null);
  return (
    <li className="loa-play" data-testid="unplanned">
      <time className="loa-play-time" dateTime={start}>{formatTime(Date.parse(start))}</time>
      <span className="loa-play-what">
        <b>{end === null ? t('loa.unplanned.running') : t('loa.unplanned.until', { at: formatTime(Date.parse(end)) })}</b>
        <span className="loa-evidence">{cause !== null && <b>{causeText(cause)}. </b>}{figures.join(' · ')}{sha256 !== null && <span title={sha256}>{figures.length > 0 ? ' · ' : ''}{t('loa.sounded.file', { hash: shortHash(sha256) })}</span>}</span>
      </span>
      <VerdictBadge look="unplanned" />
    </li>
  );
}

/** The weekly self-tests: what the tone, the line and the microphone said. */
export function SelfTestPanel({ device }: { device: string }) {
  const t = useTranslate();
  const tests = useSelfTests(device);
  return (
    <section className="panel">
      <div className="panel-head"><h2 className="panel-title">{t('loa.cluster.selftests')}</h2></div>
      <Loaded query={tests} height={120}>
        {(list) => (list.length === 0 ? <p className="loa-none">{t('loa.cluster.noSelftests')}</p> : <ol className="loa-tests">{list.slice(0, 8).map((test) => <TestRow key={test.at} test={test} />)}</ol>)}
      </Loaded>
    </section>
  );
}

function TestRow({ test: { at, ok, tone, impedance, floor, microphone, reason } }: { test: SelfTest }) {
  const t = useTranslate();
  const language = useLanguage();
  const n = (value: number) => formatNumber(value, 1, language);
  const figures = [
    tone === null ? null : t('loa.selftest.tone', { n: n(tone) }),
    impedance === null ? null : t('loa.selftest.impedance', { n: n(impedance) }),
    floor === null ? null : t('loa.selftest.floor', { n: n(floor) }),
    microphone === false ? t('loa.selftest.noMicrophone') : null,
  ].filter((text) => text !== null);
  return (
    <li>
      <VerdictMark look={ok ? 'verified' : 'missed'} />
      <span>
        <b className={ok ? undefined : 'loa-bad'}>{t(ok ? 'loa.selftest.ok' : 'loa.selftest.failed')}</b> <span className="muted">{formatDateTime(Date.parse(at))}</span>
        <span className="loa-small muted">{[reason, ...figures].filter((text) => text !== null).join(' · ')}</span>
      </span>
    </li>
  );
}
