import { mayAskForWater } from '../../../model/roles';
import { serverNow } from '../../../model/clock';
import { formatTime, today } from '../../../model/time';
import type { Session } from '../../../model/types';
import { nextTurn } from '../../../model/water-turns';
import { useMyBulletin, useMyField, useMyState, useMyTurns } from './asking';
import { AskForWater } from './ask';
import { PaddyPicture, Waiting } from './parts';
import { Taken } from './taken';
import { useSay } from './texts';
import { dayText, lastsText, levelText, measuredText, turnText } from './words';

/** One field, for the person who farms it: when the water comes, for how long, and why. */
export function FieldPage({ id, session }: { id: string; session: Session }) {
  const tongue = useSay();
  const field = useMyField(id);
  const turns = useMyTurns(id);
  const bulletin = useMyBulletin(field.data?.area).data?.[0];
  if (field.data === undefined) {
    return <Waiting query={field} />;
  }
  return (
    <>
      <h1 className="phone-title">{field.data.name}</h1>
      <Comes field={id} />
      {mayAskForWater(session) && turns.data && <Taken field={id} turns={turns.data} />}
      <Now field={id} />
      {mayAskForWater(session) && <AskForWater field={field.data} session={session} />}
      {bulletin && (
        <section className="phone-part">
          <h2>{tongue.say('bulletin')}</h2>
          <p>{bulletin[tongue.language]}</p>
        </section>
      )}
    </>
  );
}

/** When the water comes, and why then. */
function Comes({ field }: { field: string }) {
  const tongue = useSay();
  const turns = useMyTurns(field);
  const state = useMyState(field).data;
  const now = serverNow();
  const next = turns.data === undefined ? null : nextTurn(turns.data, field, now);
  const later = (turns.data ?? []).filter((turn) => turn.kind === 'field' && turn.withdrawn === null && next !== null && turn.start > next.start).sort((a, b) => a.start.localeCompare(b.start));
  return (
    <section className="phone-answer" data-testid="my-turn" data-turn={next?.id ?? 'none'}>
      {turns.data === undefined ? <Waiting query={turns} /> : (
        <>
          <p className="phone-big">{turnText(next, now, tongue)}</p>
          <p className="phone-lasts">{next === null ? tongue.say('noTurnHint') : lastsText(next, tongue)}</p>
        </>
      )}
      {state && <p className="phone-why">{state.sentence[tongue.language]}</p>}
      {state === null && <p className="phone-why">{tongue.say('noSeason')}</p>}
      {later.length > 0 && (
        <>
          <h2>{tongue.say('further')}</h2>
          <ul className="phone-later">
            {later.map((turn) => (
              <li key={turn.id}>{`${dayText(today(Date.parse(turn.start)), now, tongue)}, ${formatTime(Date.parse(turn.start))} · ${lastsText(turn, tongue)}`}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** The water that is there now. */
function Now({ field }: { field: string }) {
  const tongue = useSay();
  const state = useMyState(field);
  if (state.data === undefined) {
    return state.error ? <Waiting query={state} /> : null;
  }
  if (state.data === null) {
    return null;
  }
  return (
    <section className="phone-part" data-testid="my-water">
      <h2>{tongue.say('today')}</h2>
      <p className="phone-level">{levelText(state.data, tongue)}</p>
      {state.data.growth.kind === 'paddy' && <PaddyPicture state={state.data} />}
      <p className="phone-muted">{measuredText(state.data, tongue)}</p>
    </section>
  );
}
