import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { FormFailure } from '../../../components/form-failure';
import { Icon } from '../../../components/icons';
import { matchesOption } from '../../../components/select-options';
import { useLanguage, useTranslate } from '../../../i18n';
import { countOf, moved, pinToggled, SLOT, toggled, type BoardRow, type Changes, type Forbid } from '../../../model/board';
import type { Constraint, Span, SubjectKind, Turn } from '../../../model/irrigation-plans';
import { formatMoment, formatSpan, type NameOf } from './parts';

interface ChangesBarProps {
  changes: Changes;
  /** As the plan has them. */
  turns: ReadonlyMap<string, Turn>;
  constraints: readonly Constraint[];
  names: NameOf;
  busy: boolean;
  error: Error | null;
  onChange: (changes: Changes) => void;
  onDrop: () => void;
  onReplan: () => void;
}

/** What was changed on the board, each to be taken back, until the plan is made anew around it. */
export function ChangesBar({ changes, turns, constraints, names, busy, error, onChange, onDrop, onReplan }: ChangesBarProps) {
  const t = useTranslate();
  const language = useLanguage();
  const count = countOf(changes);
  if (count === 0) {
    return null;
  }
  const nameOf = (id: string): string => {
    const turn = turns.get(id);
    return turn === undefined ? id : names(turn.kind, turn.subject);
  };
  const lines = [
    ...[...changes.moves].map(([id, span]) => ({
      key: `move ${id}`,
      text: t('board.change.move', { name: nameOf(id), time: formatSpan(span, language) }),
      undo: () => {
        const turn = turns.get(id);
        return turn === undefined ? changes : moved(changes, turn, { from: turn.from, to: turn.to });
      },
    })),
    ...[...changes.pins].map((id) => ({
      key: `pin ${id}`,
      text: t('board.change.pin', { name: nameOf(id) }),
      undo: () => {
        const turn = turns.get(id);
        return turn === undefined ? changes : pinToggled(changes, turn, constraints);
      },
    })),
    ...changes.forbids.map((forbid, index) => ({
      key: `forbid ${index}`,
      text: t('board.change.forbid', { name: names(forbid.kind, forbid.subject), time: formatSpan(forbid, language) }),
      undo: () => ({ ...changes, forbids: changes.forbids.filter((each) => each !== forbid) }),
    })),
    ...[...changes.releases].map((number) => {
      const constraint = constraints.find((each) => each.number === number);
      return {
        key: `release ${number}`,
        text: constraint === undefined ? String(number) : t('board.change.release', { name: names(constraint.kind, constraint.subject), time: formatSpan(constraint, language) }),
        undo: () => ({ ...changes, releases: toggled(changes.releases, number) }),
      };
    }),
  ];
  return (
    <div className="board-changes" role="region" aria-label={t('board.changes', { n: count })} data-testid="board-changes" data-count={count}>
      <FormFailure error={error} />
      <div className="board-changes-line">
        <strong>{t('board.changes', { n: count })}</strong>
        <ul className="board-changes-list">
          {lines.map(({ key, text, undo }) => (
            <li key={key}>
              {text}
              <button type="button" className="board-undo" aria-label={t('board.change.undo', { what: text })} onClick={() => { onChange(undo()); }}>
                <Icon name="cross" size={14} />
              </button>
            </li>
          ))}
        </ul>
        <span className="board-changes-deeds">
          <Button onClick={onDrop}>{t('board.dropAll')}</Button>
          <Button type="primary" icon={<Icon name="reset" size={16} />} loading={busy} onClick={onReplan} data-testid="board-replan">
            {t('board.replan')}
          </Button>
        </span>
      </div>
    </div>
  );
}

interface ForbidDialogProps {
  /** Where a time was chosen, or null for one that is entered here. */
  start: { kind: SubjectKind; subject: string } & Span;
  rows: readonly BoardRow[];
  within: Span;
  names: NameOf;
  onClose: () => void;
  onForbid: (forbid: Forbid) => void;
}

/** Works, a time and a reason: chosen with the pointer on the board, or entered. */
export function ForbidDialog({ start, rows, within, names, onClose, onForbid }: ForbidDialogProps) {
  const t = useTranslate();
  const language = useLanguage();
  const [what, setWhat] = useState(`${start.kind} ${start.subject}`);
  const [from, setFrom] = useState(start.from);
  const [to, setTo] = useState(start.to);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const works = rows.some((row) => row.key === what) ? rows : [{ key: what, kind: start.kind, id: start.subject, name: names(start.kind, start.subject), depth: 0, folded: 0 }, ...rows];
  const possible = to > from && reason.trim() !== '';
  const submit = () => {
    setTried(true);
    const row = works.find((each) => each.key === what);
    if (possible && row !== undefined) {
      onForbid({ kind: row.kind, subject: row.id, from, to, reason: reason.trim() });
    }
  };
  const times = timesOf(within).map((value) => ({ value: String(value), label: formatMoment(value, language) }));
  return (
    <Modal open title={t('board.forbidTitle')} okText={t('board.forbidDo')} cancelText={t('common.cancel')} onOk={submit} onCancel={onClose}>
      <div className="board-form" data-testid="forbid-dialog">
        <label className="field">
          <span className="field-label">{t('board.forbidWhat')}</span>
          <Select showSearch value={what} options={works.map(({ key, name }) => ({ value: key, label: name }))} filterOption={matchesOption} onChange={setWhat} />
        </label>
        <div className="board-form-pair">
          <label className="field">
            <span className="field-label">{t('board.forbidFrom')}</span>
            <Select showSearch value={String(from)} options={times} filterOption={matchesOption} onChange={(value) => { setFrom(Number(value)); }} />
          </label>
          <label className="field">
            <span className="field-label">{t('board.forbidTo')}</span>
            <Select showSearch value={String(to)} options={times} filterOption={matchesOption} onChange={(value) => { setTo(Number(value)); }} />
          </label>
        </div>
        {tried && to <= from && <span className="field-error">{t('board.forbidOrder')}</span>}
        <label className="field">
          <span className="field-label">{t('board.forbidReason')}</span>
          <Input autoFocus value={reason} maxLength={500} placeholder={t('board.forbidReasonHint')} onChange={(event) => { setReason(event.target.value); }} onPressEnter={submit} data-testid="forbid-reason" />
          {tried && reason.trim() === '' && <span className="field-error">{t('common.required')}</span>}
        </label>
      </div>
    </Modal>
  );
}

function timesOf({ from, to }: Span): number[] {
  const times: number[] = [];
  for (let at = Math.ceil(from / SLOT) * SLOT; at <= to; at += SLOT) {
    times.push(at);
  }
  return times;
}
