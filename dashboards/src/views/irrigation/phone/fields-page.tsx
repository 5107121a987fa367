import { Link } from 'react-router-dom';
import { serverNow } from '../../../model/clock';
import { byThirst } from '../../../model/water-state';
import { nextTurn } from '../../../model/water-turns';
import { useMyFields, useMyStates, useMyTurns } from './asking';
import { Waiting } from './parts';
import { useSay } from './texts';
import { needText, turnText } from './words';

/** One's fields, the one that needs water first. */
export function FieldsPage() {
  const tongue = useSay();
  const fields = useMyFields();
  const states = useMyStates();
  const turns = useMyTurns();
  if (fields.data === undefined) {
    return <Waiting query={fields} />;
  }
  const rows = fields.data.map((field) => ({ field, name: field.name, state: states.data?.find((each) => each.field === field.id) })).sort(byThirst);
  if (rows.length === 0) {
    return <p className="phone-note">{tongue.say('noFields')}</p>;
  }
  return (
    <ul className="phone-fields">
      {rows.map(({ field, state }) => (
        <li key={field.id}>
          <Link to={`/nuoc/${encodeURIComponent(field.id)}`} data-testid="my-field">
            <b>{field.name}</b>
            {turns.data && <span>{turnText(nextTurn(turns.data, field.id, serverNow()), serverNow(), tongue)}</span>}
            {state && <span className={state.urgency === 'now' ? 'phone-urgent' : 'phone-muted'}>{needText(state, tongue)}</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
}
