import { memo, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { useClusters } from '../../../api/loudspeaker-queries';
import { useNowDerived } from '../../../components/now';
import { VerdictMark } from '../../../components/loudspeakers/marks';
import { useSoundedTexts } from '../../../components/loudspeakers/words';
import { useTranslate } from '../../../i18n';
import { visibleRange } from '../../../model/alarm-list';
import { hoursOf, marksOf, shareOf, spanOf, type DaySpan, type Mark } from '../../../model/loudspeaker-timeline';
import type { TimelineRow } from '../../../model/loudspeaker-verdicts';
import { formatTime, formatTimeSeconds } from '../../../model/time';
import { addressOf, slotAddress } from '../parts';

const ROW = 36;
/** The hours above, the edges, and the bar to scroll by. */
const HEAD = 50;
const LABEL = 200;
const NARROW_LABEL = 120;
const NARROW = 720;
/** Marks closer than this on screen are one. */
const LEAST_PIXELS = 15;
/** An hour needs so much room; the strip scrolls sideways where there is less. */
const HOUR_PIXELS = 34;
const ZOOMED_PIXELS = 150;

/** Planned against heard, a row for each cluster; only the rows in sight are drawn. */
export function Timeline({ day, rows, zoomed }: { day: string; rows: readonly TimelineRow[]; zoomed: boolean }) {
  const t = useTranslate();
  const element = useRef<HTMLDivElement>(null);
  const clusters = useClusters();
  const villages = useMemo(() => new Map((clusters.data ?? []).map(({ device, village }) => [device, village])), [clusters.data]);
  const [view, setView] = useState({ top: 0, height: 600, width: 1100 });
  const minute = useNowDerived((now) => Math.floor(now / 60_000) * 60_000);
  const span = useMemo(() => spanOf(day, momentsOf(rows)), [day, rows]);
  useLayoutEffect(() => {
    const box = element.current;
    if (box === null) {
      return;
    }
    const observer = new ResizeObserver(() => { setView((former) => ({ ...former, height: box.clientHeight, width: box.clientWidth })); });
    observer.observe(box);
    return () => { observer.disconnect(); };
  }, []);
  const label = view.width < NARROW ? NARROW_LABEL : LABEL;
  const hours = (span.to - span.from) / 3_600_000;
  const width = Math.max(view.width - label - 12, hours * (zoomed ? ZOOMED_PIXELS : HOUR_PIXELS));
  const least = (LEAST_PIXELS / width) * (span.to - span.from);
  const { first, end } = visibleRange(view.top, view.height, ROW, rows.length);
  const nowShare = minute >= span.from && minute <= span.to ? shareOf(minute, span) : null;
  const seen = useRef('');
  useLayoutEffect(() => {
    const box = element.current;
    // Where the day does not fit, now is in the middle; whoever then looks elsewhere is left there.
    if (box !== null && nowShare !== null && box.clientWidth === view.width && seen.current !== `${day} ${zoomed}`) {
      seen.current = `${day} ${zoomed}`;
      box.scrollLeft = label + nowShare * width - (box.clientWidth + label) / 2;
    }
  }, [day, zoomed, nowShare, label, width, view.width]);
  return (
    <div
      ref={element}
      className="panel loa-timeline"
      style={{ maxHeight: rows.length * ROW + HEAD }}
      tabIndex={0}
      role="region"
      aria-label={t('loa.day.title')}
      onScroll={(event) => {
        const { scrollTop } = event.currentTarget;
        setView((former) => (Math.floor(former.top / ROW) === Math.floor(scrollTop / ROW) ? former : { ...former, top: scrollTop }));
      }}
      data-testid="timeline"
      data-rows={rows.length}
    >
      <div className="loa-timeline-inner" style={{ width: label + width }}>
        <div className="loa-timeline-head" style={{ paddingLeft: label }}>
          {hoursOf(span, width / 52).filter((hour) => hour < span.to).map((hour) => (
            <span key={hour} style={{ left: label + shareOf(hour, span) * width }}>{formatTime(hour)}</span>
          ))}
        </div>
        <div className="loa-timeline-rows" style={{ height: rows.length * ROW }}>
          {rows.slice(first, end).map((row, index) => (
            <Row key={row.device} row={row} name={villages.get(row.device) ?? row.name} top={(first + index) * ROW} label={label} width={width} span={span} least={least} now={minute} />
          ))}
          {nowShare !== null && <span className="loa-timeline-now" style={{ left: label + nowShare * width }} aria-hidden="true" />}
        </div>
      </div>
    </div>
  );
}

const momentsOf = (rows: readonly TimelineRow[]): DaySpan[] =>
  rows.flatMap(({ slots, unplanned }) => [
    ...slots.map(({ starts, seconds }) => ({ from: Date.parse(starts), to: Date.parse(starts) + seconds * 1000 })),
    ...unplanned.map(({ start, end }) => ({ from: Date.parse(start), to: Date.parse(end ?? start) })),
  ]);

interface RowProps {
  row: TimelineRow;
  name: string;
  top: number;
  label: number;
  width: number;
  span: DaySpan;
  least: number;
  now: number;
}

const Row = memo(function Row({ row, name, top, label, width, span, least, now }: RowProps) {
  const marks = useMemo(() => marksOf(row, least, now), [row, least, now]);
  return (
    <div className="loa-timeline-row" style={{ top, height: ROW }} data-testid="timeline-row">
      <Link to={addressOf(row)} className="loa-timeline-name" style={{ width: label }} title={`${row.name} · ${row.areaName}`}>{name}</Link>
      <span className="loa-timeline-strip" style={{ left: label, width }}>
        {marks.map((mark) => <MarkBox key={mark.key} mark={mark} row={row} span={span} width={width} />)}
      </span>
    </div>
  );
});

function MarkBox({ mark, row, span, width }: { mark: Mark; row: TimelineRow; span: DaySpan; width: number }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const left = shareOf(mark.from, span) * width;
  const size = Math.max(LEAST_PIXELS, shareOf(mark.to, span) * width - left);
  const slot = row.slots.find((each) => each.slot === mark.slot);
  const sounded = useSoundedTexts();
  const words = [formatTimeSeconds(mark.from), slot?.title, t(`loa.verdict.${mark.look}`), ...(mark.count > 1 ? [t('loa.day.together', { n: mark.count })] : slot ? sounded(slot) : [])].filter(Boolean).join(' · ');
  const open = () => { void navigate(mark.slot === null ? addressOf(row) : slotAddress(mark.slot)); };
  return (
    <button type="button" className={`loa-timeline-mark loa-timeline-${mark.look}`} style={{ left, width: size }} title={words} aria-label={words} onClick={open} data-look={mark.look}>
      <VerdictMark look={mark.look} size={13} />
      {mark.count > 1 && size > 28 && <span>{mark.count}</span>}
    </button>
  );
}
