import { useEffect } from 'react';
import { isUnacknowledged, type AlarmPriority, type AlarmView, type Letter } from '../../model/alarms';
import { useTranslate } from '../../i18n';
import { useNowDerived } from '../now';
import './alarms.css';

/** Each priority has a shape of its own, on a 20-pixel grid: square, triangle, circle. */
export const PRIORITY_SHAPES: Readonly<Record<AlarmPriority, string>> = {
  1: 'M2.500 2.500h15v15h-15z',
  2: 'M10 1.500 19 17.500H1z',
  3: 'M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16z',
};

/** Where the number stands in the shape: that of the triangle is lower. */
export const PRIORITY_BASELINES: Readonly<Record<AlarmPriority, number>> = { 1: 14.3, 2: 15.4, 3: 14.3 };

const HALF_FLASH_MILLIS = 800;
let flashing = 0;
let beat: ReturnType<typeof setInterval> | null = null;

/**
 * One beat for all that flash: they do so together, and the page computes styles twice in a flash, not in every frame as
 * for an animation of colours.
 */
function useFlashing(wanted: boolean): void {
  useEffect(() => {
    if (!wanted) {
      return;
    }
    flashing += 1;
    beat ??= setInterval(() => { document.documentElement.classList.toggle('flash-off'); }, HALF_FLASH_MILLIS);
    return () => {
      flashing -= 1;
      if (flashing === 0 && beat !== null) {
        clearInterval(beat);
        beat = null;
        document.documentElement.classList.remove('flash-off');
      }
    };
  }, [wanted]);
}

interface PrioritySymbolProps {
  priority: AlarmPriority;
  /** Full for what waits to be acknowledged, light for what is known, hollow for what is kept from the operator. */
  look?: 'full' | 'light' | 'hollow';
  flashing?: boolean;
  size?: number;
}

export function PrioritySymbol({ priority, look = 'full', flashing = false, size = 20 }: PrioritySymbolProps) {
  const t = useTranslate();
  useFlashing(flashing);
  return (
    <svg
      className={`priority priority-${priority} priority-${look}${flashing ? ' priority-flashing' : ''}`}
      width={size}
      height={size}
      viewBox="0 0 20 20"
      role="img"
      aria-label={t(`alarm.priority.${priority}`)}
    >
      <path d={PRIORITY_SHAPES[priority]} />
      <text x="10" y={PRIORITY_BASELINES[priority]} textAnchor="middle">
        {priority}
      </text>
    </svg>
  );
}

export function AlarmSymbol({ alarm, size = 20 }: { alarm: AlarmView; size?: number }) {
  return <PrioritySymbol priority={alarm.priority} look={lookOf(alarm.letter)} flashing={alarm.letter === 'B'} size={size} />;
}

function lookOf(letter: Letter): 'full' | 'light' | 'hollow' {
  if (isUnacknowledged({ letter })) {
    return 'full';
  }
  return letter === 'C' || letter === 'F' ? 'light' : 'hollow';
}

/** How long ago, in few letters; drawn anew only when the words change. */
export function useShort(at: string | null): string {
  const t = useTranslate();
  return useNowDerived((now) => (at === null ? '' : shortAge((now - Date.parse(at)) / 1000, t)));
}

function shortAge(seconds: number, t: ReturnType<typeof useTranslate>): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) {
    return t('alarm.age.seconds', { n: whole });
  }
  if (whole < 3_600) {
    return t('alarm.age.minutes', { n: Math.floor(whole / 60) });
  }
  if (whole < 172_800) {
    return t('alarm.age.hours', { n: Math.floor(whole / 3_600), m: Math.floor((whole % 3_600) / 60) });
  }
  return t('alarm.age.days', { n: Math.floor(whole / 86_400) });
}
