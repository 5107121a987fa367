import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalText } from '../../../api/http';
import { waterApi } from '../../../api/water';
import { serverNow } from '../../../model/clock';
import type { Field } from '../../../model/irrigation';
import { formatTime, today } from '../../../model/time';
import type { Session } from '../../../model/types';
import { dayAfter } from '../../../model/water-state';
import { isOpen, wantedTime, type Daypart, type WaterRequest } from '../../../model/water-turns';
import { useMyRequests } from './asking';
import { useSay } from './texts';
import { dayText } from './words';

const DAYS_OFFERED = 6;
const DAYPARTS: readonly Daypart[] = ['any', 'morning', 'afternoon', 'night'];
const MOST_REQUESTS = 5;
const WHOLE_DAY = 86_400_000;

/** Asks for water, and shows what became of it. */
export function AskForWater({ field, session }: { field: Field; session: Session }) {
  const { say } = useSay();
  const [asking, setAsking] = useState(false);
  const requests = useMyRequests();
  const own = (requests.data ?? []).filter((request) => request.field === field.id).slice(0, MOST_REQUESTS);
  return (
    <>
      {asking ? (
        <AskForm field={field} onClose={() => { setAsking(false); }} />
      ) : (
        !own.some(isOpen) && <button type="button" className="phone-button phone-primary" onClick={() => { setAsking(true); }} data-testid="ask-water">{say('ask')}</button>
      )}
      {own.length > 0 && (
        <section className="phone-part">
          <h2>{say('requests')}</h2>
          <ul className="phone-requests">
            {own.map((request) => <RequestRow key={request.id} request={request} mine={request.askedBy === session.username} />)}
          </ul>
        </section>
      )}
    </>
  );
}

function AskForm({ field, onClose }: { field: Field; onClose: () => void }) {
  const tongue = useSay();
  const { say } = tongue;
  const client = useQueryClient();
  const now = serverNow();
  const [day, setDay] = useState(() => dayAfter(today(now), 1));
  const [part, setPart] = useState<Daypart>('any');
  const [note, setNote] = useState('');
  const wanted = wantedTime(day, part, now);
  const ask = useMutation({
    mutationFn: waterApi.ask,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['irrigation', 'requests'] });
      onClose();
    },
  });
  return (
    <form
      className="phone-part phone-form"
      data-testid="ask-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== null) {
          // An empty note is none: the server refuses one that says nothing.
          ask.mutate({ field: field.id, ...wanted, ...(note.trim() === '' ? {} : { note: note.trim() }) });
        }
      }}
    >
      <h2>{say('askTitle', { field: field.name })}</h2>
      <Choice label={say('when')} value={day} options={Array.from({ length: DAYS_OFFERED }, (_unused, ahead) => dayAfter(today(now), ahead)).map((each) => ({ value: each, label: dayText(each, now, tongue) }))} onChoose={setDay} />
      <Choice label={say('part')} value={part} options={DAYPARTS.map((each) => ({ value: each, label: say(each) }))} onChoose={setPart} />
      <label className="phone-field">
        {say('note')}
        <textarea rows={2} maxLength={500} value={note} onChange={(event) => { setNote(event.target.value); }} />
      </label>
      {wanted === null && <p className="phone-failure" role="alert">{say('tooLate')}</p>}
      {ask.error && <p className="phone-failure" role="alert">{refusalText(ask.error, say('failed'))}</p>}
      <div className="phone-buttons">
        <button type="button" className="phone-button" onClick={onClose}>{say('cancel')}</button>
        <button type="submit" className="phone-button phone-primary" disabled={wanted === null || ask.isPending} data-testid="send-request">{say(ask.isPending ? 'sending' : 'send')}</button>
      </div>
    </form>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChoose: (value: T) => void;
}

function Choice<T extends string>({ label, value, options, onChoose }: ChoiceProps<T>) {
  return (
    <fieldset className="phone-choice">
      <legend>{label}</legend>
      {options.map((option) => (
        <button key={option.value} type="button" aria-pressed={option.value === value} onClick={() => { onChoose(option.value); }}>{option.label}</button>
      ))}
    </fieldset>
  );
}

function RequestRow({ request, mine }: { request: WaterRequest; mine: boolean }) {
  const tongue = useSay();
  const { say } = tongue;
  const client = useQueryClient();
  const withdraw = useMutation({
    mutationFn: () => waterApi.withdraw(request.id),
    onSettled: () => client.invalidateQueries({ queryKey: ['irrigation', 'requests'] }),
  });
  const now = serverNow();
  const [from, until] = [Date.parse(request.from), Date.parse(request.until)];
  return (
    <li data-testid="my-request" data-state={request.state}>
      <b>{say(`state.${request.state}`)}</b>
      <span>{`${dayText(today(from), now, tongue)}, ${until - from >= WHOLE_DAY ? say('any').toLowerCase() : `${formatTime(from)} – ${formatTime(until)}`}`}</span>
      {request.note !== '' && <span className="phone-muted">{request.note}</span>}
      {request.reason !== '' && <span>{request.reason}</span>}
      {mine && (request.state === 'asked' || request.state === 'approved') && (
        <button type="button" className="phone-button phone-small" disabled={withdraw.isPending} onClick={() => { withdraw.mutate(); }}>{say('withdraw')}</button>
      )}
    </li>
  );
}
