import { useState } from 'react';
import { TakenForm } from '../../../components/irrigation/taken-form';
import { serverNow } from '../../../model/clock';
import { formatNumber } from '../../../model/numbers';
import { formatTime, today } from '../../../model/time';
import { byHandTurns, mayBeTold, type WaterTurn } from '../../../model/water-turns';
import { useSay } from './texts';
import { dayText } from './words';

const LOOK = { form: 'phone-form', field: 'phone-field', buttons: 'phone-buttons', button: 'phone-button', primary: 'phone-button phone-primary' };

/** Turns that people open by hand and of which nobody has told yet, and those of which somebody has. */
export function Taken({ field, turns }: { field: string; turns: readonly WaterTurn[] }) {
  const { say } = useSay();
  const begun = byHandTurns(turns, field, serverNow());
  if (begun.length === 0) {
    return null;
  }
  return (
    <section className="phone-part" data-testid="taken">
      <h2>{say('takenTitle')}</h2>
      <ul className="phone-requests">
        {begun.map((turn) => <TakenTurn key={turn.id} turn={turn} />)}
      </ul>
    </section>
  );
}

function TakenTurn({ turn }: { turn: WaterTurn }) {
  const tongue = useSay();
  const { say } = tongue;
  const [open, setOpen] = useState(false);
  const now = serverNow();
  const [start, end] = [Date.parse(turn.start), Date.parse(turn.end)];
  const words = { from: say('takenFrom'), to: say('takenTo'), note: say('note'), future: say('takenFuture'), failed: say('failed'), cancel: say('cancel'), send: say('send'), sending: say('sending') };
  const close = () => { setOpen(false); };
  return (
    <li data-testid="taken-turn" data-told={turn.account?.reason === 'told'}>
      <b>{`${dayText(today(start), now, tongue)}, ${formatTime(start)} – ${formatTime(end)}`}</b>
      {turn.account?.reason === 'told' && <span>{say('takenDone', { volume: formatNumber(turn.account.volume ?? 0, 0, tongue.language) })}</span>}
      {open
        ? <TakenForm turn={turn} words={words} look={LOOK} onClose={close} />
        : mayBeTold(turn, now) && <button type="button" className={turn.account?.reason === 'told' ? 'phone-button phone-small' : 'phone-button phone-primary'} onClick={() => { setOpen(true); }} data-testid="tell-taken">{say(turn.account?.reason === 'told' ? 'takenAgain' : 'taken')}</button>}
    </li>
  );
}
