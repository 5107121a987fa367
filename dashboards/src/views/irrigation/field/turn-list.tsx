import { Button } from 'antd';
import { useState } from 'react';
import { Empty, Loading } from '../../../components/feedback';
import { TakenForm } from '../../../components/irrigation/taken-form';
import { useSession } from '../../../components/session';
import { lookUp, useLanguage, useTranslate } from '../../../i18n';
import { serverNow } from '../../../model/clock';
import type { Field } from '../../../model/irrigation';
import { formatNumber } from '../../../model/numbers';
import { formatDateTime, formatTime } from '../../../model/time';
import { mayAskForWater } from '../../../model/roles';
import { hoursOf, mayBeTold, type WaterTurn } from '../../../model/water-turns';

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
  const [open, setOpen] = useState(false);
  const mayTell = mayAskForWater(useSession()) && mayBeTold(turn, now);
  const told = account?.reason === 'told';
  const failed = account?.state === 'missed' || account?.state === 'cut-short';
  return (
    <li className={`turn turn-${when}`}>
      <b>{`${formatDateTime(start)} – ${formatTime(end)}`}</b>
      <span className="muted">{[t('irr.turns.hours', { n: formatNumber(hoursOf(turn), 1, language) }), `${formatNumber(volume, 0, language)} m³`].join(' · ')}{' · '}<span className={failed ? 'turn-failed' : undefined}>{state}</span>{told && ` · ${t('irr.turns.told')}`}</span>
      {open ? <Form turn={turn} onClose={() => { setOpen(false); }} /> : mayTell && <Button size="small" className="turn-tell" onClick={() => { setOpen(true); }} data-testid="tell-taken">{t(told ? 'irr.turns.again' : 'irr.turns.taken')}</Button>}
    </li>
  );
}

const LOOK = { form: 'turn-form', field: 'turn-field', buttons: 'turn-buttons', button: 'turn-button', primary: 'turn-button turn-send' };

function Form({ turn, onClose }: { turn: WaterTurn; onClose: () => void }) {
  const t = useTranslate();
  const words = { from: t('irr.turns.from'), to: t('irr.turns.to'), note: t('irr.turns.note'), future: t('irr.turns.future'), failed: t('irr.turns.failed'), cancel: t('irr.turns.cancel'), send: t('irr.turns.send'), sending: t('irr.turns.sending') };
  return <TakenForm turn={turn} words={words} look={LOOK} onClose={onClose} />;
}
