import { memo } from 'react';
import { AlarmSymbol, useShort } from '../../components/alarms/symbol';
import { Icon } from '../../components/icons';
import { useLanguage, useTranslate } from '../../i18n';
import { isUnacknowledged, type AlarmView } from '../../model/alarms';
import { formatDateTimeSeconds, formatTime, millisOf } from '../../model/time';
import { ValueAgainstLimit } from './value';

interface AlarmRowProps {
  alarm: AlarmView;
  index: number;
  top: number;
  selected: boolean;
  current: boolean;
  selectable: boolean;
  onSelect: (alarm: AlarmView) => void;
  onOpen: (id: number) => void;
}

export const rowId = (id: number): string => `alarm-${id}`;

/** One alarm. Drawn anew only when it, its place or its value changes. */
export const AlarmRow = memo(function AlarmRow({ alarm, index, top, selected, current, selectable, onSelect, onOpen }: AlarmRowProps) {
  const t = useTranslate();
  const language = useLanguage();
  const name = alarm.name[language];
  return (
    <div
      id={rowId(alarm.id)}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={`alarm-row${isUnacknowledged(alarm) ? ' alarm-row-waiting' : ''}${current ? ' alarm-row-current' : ''}${selected ? ' alarm-row-selected' : ''}${alarm.letter === 'A' ? ' alarm-row-gone' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => { onOpen(alarm.id); }}
      data-testid="alarm-row"
      data-alarm={alarm.id}
      data-letter={alarm.letter}
    >
      <span role="gridcell" className="alarm-cell-select">
        {selectable && (
          <input
            type="checkbox"
            tabIndex={-1}
            checked={selected}
            aria-label={t('alarms.select', { name })}
            onChange={() => { onSelect(alarm); }}
            onClick={(event) => { event.stopPropagation(); }}
          />
        )}
      </span>
      <span role="gridcell" className="alarm-cell-priority">
        <AlarmSymbol alarm={alarm} size={22} />
      </span>
      <span role="gridcell" className="alarm-cell-name">
        <span className="alarm-name">
          {name}
          {alarm.levels > 1 && alarm.level > 0 && <span className="alarm-level">{t('alarm.level', { level: alarm.level, levels: alarm.levels })}</span>}
        </span>
        <Marks alarm={alarm} />
      </span>
      <span role="gridcell" className="alarm-cell-value">
        <ValueAgainstLimit alarm={alarm} />
      </span>
      <span role="gridcell" className="alarm-cell-place">
        <span className="truncate">{alarm.siteName ?? alarm.areaName}</span>
        {alarm.siteName !== null && <span className="alarm-sub">{alarm.areaName}</span>}
      </span>
      <span role="gridcell" className="alarm-cell-age">
        <RowAge alarm={alarm} />
      </span>
      <span role="gridcell" className="alarm-cell-state">
        <StateWord alarm={alarm} />
        <Handler alarm={alarm} />
      </span>
    </div>
  );
});

function Marks({ alarm }: { alarm: AlarmView }) {
  const t = useTranslate();
  return (
    <span className="alarm-marks">
      <span className="mono alarm-tag">{alarm.tag}</span>
      {alarm.group && alarm.members > 0 && <span className="alarm-mark">{t('alarm.members', { n: alarm.members })}</span>}
      {alarm.chattering && <span className="alarm-mark" title={t('alarm.chatteringHint')}>{t('alarm.chattering')}</span>}
      {alarm.unknown && <span className="alarm-mark" title={t('alarm.unknownHint')}>{t('alarm.unknown')}</span>}
      {alarm.comments > 0 && (
        <span className="alarm-comments" title={t('alarms.do.comment')}>
          <Icon name="comment" size={14} /> {alarm.comments}
        </span>
      )}
    </span>
  );
}

function RowAge({ alarm }: { alarm: AlarmView }) {
  const text = useShort(alarm.activatedAt);
  const at = millisOf(alarm.activatedAt);
  return <span {...(at === null ? {} : { title: formatDateTimeSeconds(at) })}>{text}</span>;
}

/** The state as its letter and as words. */
export function StateWord({ alarm }: { alarm: AlarmView }) {
  const t = useTranslate();
  return (
    <span className="alarm-state">
      <span className={`alarm-letter${isUnacknowledged(alarm) ? ' alarm-letter-waiting' : ''}`} title={t('alarm.letter', { letter: alarm.letter })}>
        {alarm.letter}
      </span>
      <span className="truncate">{t(`alarm.state.${alarm.state}`)}</span>
    </span>
  );
}

/** Who has it in hand: whom it is assigned to, else who acknowledged, shelved it or why it is out of service. */
function Handler({ alarm }: { alarm: AlarmView }) {
  const until = millisOf(alarm.shelvedUntil);
  if (alarm.letter === 'G' && until !== null) {
    return <span className="alarm-sub">{`${alarm.shelvedBy ?? ''} → ${formatTime(until)}`}</span>;
  }
  if (alarm.letter === 'I') {
    return <span className="alarm-sub">{alarm.outOfServiceReason}</span>;
  }
  const who = alarm.assignee !== null ? `→ ${alarm.assignee}` : alarm.acknowledged ? alarm.acknowledgedBy : null;
  return who === null ? null : <span className="alarm-sub">{who}</span>;
}
