import { memo, useMemo } from 'react';
import { PRIORITY_BASELINES, PRIORITY_SHAPES } from '../../components/alarms/symbol';
import { useTranslate } from '../../i18n';
import type { PlaceAlarms } from '../../model/alarms';
import type { Area } from '../../model/types';
import { shapesOf, type Shape } from './geometry';

interface WallMapProps {
  areas: readonly Area[];
  places: ReadonlyMap<string, PlaceAlarms>;
}

/** The communes, each with the worst that stands there by colour and shape, and how many. */
export function WallMap({ areas, places }: WallMapProps) {
  const t = useTranslate();
  const shapes = useMemo(() => shapesOf(areas), [areas]);
  if (shapes === null) {
    return <div className="wall-map wall-map-none">{t('wall.noMap')}</div>;
  }
  const edge = shapes.width * 0.012;
  return (
    <svg
      className="wall-map"
      viewBox={`${-edge} ${-edge} ${shapes.width + 2 * edge} ${shapes.height + 2 * edge}`}
      role="img"
      aria-label={t('wall.map')}
      data-testid="wall-map"
    >
      {[...shapes.areas].sort((one, other) => urgencyOf(places.get(one.id)) - urgencyOf(places.get(other.id))).map((shape) => (
        <Commune key={shape.id} shape={shape} {...numbersOf(places.get(shape.id))} />
      ))}
      {shapes.waters.map((water) => (
        <path key={water.id} className={water.kind === 'river' ? 'wall-water wall-river' : 'wall-water'} d={water.path} />
      ))}
      {shapes.outline !== null && <path className="wall-outline" d={shapes.outline} />}
      {shapes.areas.map((shape) => (
        <CommuneMark key={shape.id} shape={shape} {...numbersOf(places.get(shape.id))} />
      ))}
    </svg>
  );
}

interface Numbers {
  priority: PlaceAlarms['priority'];
  unacknowledged: number;
  total: number;
}

const numbersOf = (place: PlaceAlarms | undefined): Numbers => place ?? { priority: 0, unacknowledged: 0, total: 0 };

/** Drawn later, and so above its neighbours' borders: what is more urgent. */
const urgencyOf = (place: PlaceAlarms | undefined): number =>
  place === undefined || place.priority === 0 ? 0 : 4 - place.priority + (place.unacknowledged > 0 ? 4 : 0);

const Commune = memo(function Commune({ shape, priority, unacknowledged }: { shape: Shape } & Numbers) {
  const look = priority === 0 ? 'quiet' : unacknowledged > 0 ? 'waiting' : 'known';
  return (
    <path
      className={`wall-commune wall-commune-${look} ${priority === 0 ? '' : `priority-${priority}`}`}
      d={shape.path}
      data-testid="wall-commune"
      data-area={shape.id}
      data-priority={priority}
    />
  );
});

const MARK = 40;
/** People say "Viên An"; the word for commune or town takes the room of the name. */
const shortName = (name: string): string => name.replace(/^(Xã|Thị trấn|Phường)\s+/u, '');

const CommuneMark = memo(function CommuneMark({ shape, priority, unacknowledged, total }: { shape: Shape } & Numbers) {
  if (priority === 0) {
    return (
      <text className="wall-commune-name" x={shape.x} y={shape.y + 6}>
        {shortName(shape.name)}
      </text>
    );
  }
  return (
    <g className={`priority priority-${priority} priority-${unacknowledged > 0 ? 'full' : 'light'}`}>
      <g transform={`translate(${shape.x - MARK - 3} ${shape.y - MARK + 7}) scale(${MARK / 20})`}>
        <path d={PRIORITY_SHAPES[priority]} />
        <text x="10" y={PRIORITY_BASELINES[priority]} textAnchor="middle">
          {priority}
        </text>
      </g>
      <text className="wall-commune-count" x={shape.x + 5} y={shape.y}>
        {total}
      </text>
      <text className="wall-commune-name wall-commune-name-strong" x={shape.x} y={shape.y + 27}>
        {shortName(shape.name)}
      </text>
    </g>
  );
});
