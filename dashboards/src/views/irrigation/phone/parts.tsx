import { ApiError } from '../../../api/http';
import type { FieldState } from '../../../model/water-state';
import { useSay } from './texts';

/** While something is fetched, or when it could not be. */
export function Waiting({ query }: { query: { error: Error | null; refetch: () => unknown } }) {
  const { say } = useSay();
  if (query.error === null) {
    return <p className="phone-note" role="status">{say('loading')}</p>;
  }
  const missing = query.error instanceof ApiError && query.error.status === 404;
  return (
    <div role="alert">
      <p className="phone-note">{say(missing ? 'notFound' : 'failed')}</p>
      {!missing && <button type="button" className="phone-button" onClick={() => void query.refetch()}>{say('retry')}</button>}
    </div>
  );
}

const HIGHEST = 110;
const LOWEST = -170;
const HEIGHT = 92;
const WIDTH = 320;
/** So high are the letters of a label, with some room. */
const NEAR = 18;
const yOf = (mm: number): number => ((HIGHEST - Math.min(HIGHEST, Math.max(LOWEST, mm))) / (HIGHEST - LOWEST)) * HEIGHT;

/** A cut through the paddy: the soil, the water on it or in it, and where it is watered again. */
export function PaddyPicture({ state }: { state: FieldState }) {
  const { say } = useSay();
  const { now, bounds } = state.water;
  const [soil, water] = [yOf(0), yOf(now)];
  const trigger = bounds ? yOf(bounds.trigger) : null;
  // Each label keeps to its own side of its line, away from the other one.
  const soilBelow = trigger !== null && trigger < soil && soil - trigger < NEAR;
  return (
    <svg className="phone-paddy" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      <rect className="paddy-soil" x="0" y={soil} width={WIDTH} height={HEIGHT - soil} />
      <rect className="paddy-water" x="0" y={water} width={WIDTH} height={HEIGHT - water} opacity={now < 0 ? 0.55 : 0.8} />
      {now > 0 && <rect className="paddy-soil" x="0" y={soil} width={WIDTH} height={HEIGHT - soil} opacity="0.55" />}
      <line className="paddy-line" x1="0" x2={WIDTH} y1={soil} y2={soil} />
      <text x="6" y={soilBelow ? soil + 13 : soil - 4}>{say('soil')}</text>
      {trigger !== null && (
        <>
          <line className="paddy-threshold" x1="0" x2={WIDTH} y1={trigger} y2={trigger} />
          <text x={WIDTH - 6} y={trigger + (trigger < soil ? -4 : 13)} textAnchor="end">{say('threshold')}</text>
        </>
      )}
      <line className="paddy-level" x1="0" x2={WIDTH} y1={water} y2={water} />
    </svg>
  );
}
