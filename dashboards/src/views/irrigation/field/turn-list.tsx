import { Empty, Loading } from '../../../components/feedback';
import { lookUp, useLanguage, useTranslate } from '../../../i18n';
import { serverNow } from '../../../model/clock';
import type { Field } from '../../../model/irrigation';
import { formatNumber } from '../../../model/numbers';
import { formatDateTime, formatTime } from '../../../model/time';
import { hoursOf, type WaterTurn } from '../../../model/water-turns';

/** The turns of a field: what comes first, then what has been. */
export function TurnList({ field, turns }: { field: Field; turns: readonly WaterTurn[] | undefined }) {
  const t = useTranslate();
  const now = serverNow();
  const own = (turns ?? []).filter((turn) => turn.kind === 'field' && turn.subject === field.id && turn.withdrawn === null);
  const ahead = own.filter((turn) => Date.parse(turn.end) > now).sort((a, b) => a.start.localeCompare(b.start));
  const past = own.filter((turn) => Date.parse(turn.end) <= now).sort((a, b) => b.start.localeCompare(a.start));
  return (
    <section className="panel">
      <div className="panel-head">
        <h2 className="panel-title">{t('irr.turns.title')}</h2>
      </div>
      {turns === undefined ? <Loading height={72} /> : own.length === 0 ? <Empty icon="clock" title={t('irr.turns.none')} /> : (
        <ul className="turn-list">
          {[...ahead, ...past].map((turn) => <TurnRow key={turn.id} turn={turn} now={now} />)}
        </ul>
      )}
    </section>
  );
}

function TurnRow({ turn, now }: { turn: WaterTurn; now: number }) {
  const t = useTranslate();
  const language = useLanguage();
  const [start, end] = [Date.parse(turn.start), Date.parse(turn.end)];
  const when = end <= now ? 'past' : start <= now ? 'now' : 'ahead';
  const account = turn.account ?? null;
  const volume = account?.volume ?? turn.volume;
  const state = account === null ? t(`irr.turns.${when}`) : (lookUp(language, 'turn.state', account.state) ?? account.state);
  const failed = account?.state === 'missed' || account?.state === 'cut-short';
  return (
    <li className={`turn turn-${when}`}>
      <b>{`${formatDateTime(start)} – ${formatTime(end)}`}</b>
      <span className="muted">{[t('irr.turns.hours', { n: formatNumber(hoursOf(turn), 1, language) }), `${formatNumber(volume, 0, language)} m³`].join(' · ')}{' · '}<span className={failed ? 'turn-failed' : undefined}>{state}</span></span>
    </li>
  );
}
