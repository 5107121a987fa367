import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { refusalText } from '../../api/http';
import { waterApi } from '../../api/water';
import { serverNow } from '../../model/clock';
import { formatTime } from '../../model/time';
import { toldTime, type WaterTurn } from '../../model/water-turns';

/** What the form says, in the language of its page. */
export interface TakenWords {
  from: string;
  to: string;
  note: string;
  future: string;
  failed: string;
  cancel: string;
  send: string;
  sending: string;
}

interface Props {
  turn: WaterTurn;
  words: TakenWords;
  /** Classes of the page: of the form, of its fields and of its buttons. */
  look: { form: string; field: string; buttons: string; button: string; primary: string };
  onClose: () => void;
}

/** Who opened an inlet by hand tells from when to when. */
export function TakenForm({ turn, words, look, onClose }: Props) {
  const client = useQueryClient();
  const now = serverNow();
  const [from, setFrom] = useState(() => formatTime(Date.parse(turn.start)));
  const [to, setTo] = useState(() => formatTime(Math.min(now, Date.parse(turn.end))));
  const [note, setNote] = useState('');
  const told = toldTime(turn, from, to);
  const future = told !== null && Date.parse(told.to) > now;
  const tell = useMutation({
    mutationFn: waterApi.confirm,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['irrigation'] });
      onClose();
    },
  });
  return (
    <form
      className={look.form}
      data-testid="taken-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (told !== null && !future) {
          tell.mutate({ turn: turn.id, ...told, ...(note.trim() === '' ? {} : { note: note.trim() }) });
        }
      }}
    >
      <label className={look.field}>
        {words.from}
        <input type="time" required value={from} onChange={(event) => { setFrom(event.target.value); }} />
      </label>
      <label className={look.field}>
        {words.to}
        <input type="time" required value={to} onChange={(event) => { setTo(event.target.value); }} />
      </label>
      <label className={look.field}>
        {words.note}
        <input type="text" maxLength={500} value={note} onChange={(event) => { setNote(event.target.value); }} />
      </label>
      {future && <p role="alert">{words.future}</p>}
      {tell.error && <p role="alert">{refusalText(tell.error, words.failed)}</p>}
      <div className={look.buttons}>
        <button type="button" className={look.button} onClick={onClose}>{words.cancel}</button>
        <button type="submit" className={look.primary} disabled={told === null || future || tell.isPending} data-testid="send-taken">{tell.isPending ? words.sending : words.send}</button>
      </div>
    </form>
  );
}
