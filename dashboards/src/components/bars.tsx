import './bars.css';

export interface Bar {
  key: string;
  value: number;
  /** Said on pointing, and to a screen reader. */
  title: string;
  /** Below the bar; null where there is no room for every one. */
  label: string | null;
  /** Striped and darker: beyond what is bearable. */
  look?: 'plain' | 'over' | 'far-over';
}

interface BarsProps {
  bars: readonly Bar[];
  /** Lines across, such as a target. */
  lines?: readonly { value: number; label: string }[];
  label: string;
  height?: number;
}

/** Counts over time; the highest is as high as the box, and says its number. */
export function Bars({ bars, lines = [], label, height = 140 }: BarsProps) {
  const highest = Math.max(1, ...bars.map((bar) => bar.value));
  // A target far above everything would flatten the bars: then it stands at the top edge, with its number.
  const top = Math.max(highest, ...lines.map(({ value }) => (value <= 2 * highest ? value : 0)));
  return (
    <div className="bars" role="img" aria-label={label}>
      <div className="bars-plot" style={{ height }}>
        {lines.filter(({ value }) => value <= top).map((line) => (
          <span key={line.label} className="bars-line" style={{ bottom: `${(line.value / top) * 100}%` }}>
            <span>{line.label}</span>
          </span>
        ))}
        {bars.map((bar) => (
          <span key={bar.key} className="bars-column" title={bar.title}>
            {bar.value > 0 && bars.length <= 45 && <span className="bars-value">{bar.value}</span>}
            <span className={`bar bar-${bar.look ?? 'plain'}`} style={{ height: `${(bar.value / top) * 100}%` }} />
          </span>
        ))}
      </div>
      <div className="bars-labels" aria-hidden="true">
        {bars.map((bar) => (
          <span key={bar.key}>{bar.label}</span>
        ))}
      </div>
    </div>
  );
}
