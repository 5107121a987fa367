import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import { useFields, useFieldStates } from '../../../api/irrigation-queries';
import { useAreas, useConfig } from '../../../api/queries';
import { Failure, Loading } from '../../../components/feedback';
import { ThirstBadge } from '../../../components/irrigation/thirst';
import { usePalette } from '../../../components/theme/theme';
import { useLanguage, useTranslate } from '../../../i18n';
import { isValidOn } from '../../../model/areas';
import { serverNow } from '../../../model/clock';
import { today } from '../../../model/time';
import { byThirst, THIRSTS, type Thirst } from '../../../model/water-state';
import type { Area } from '../../../model/types';
import { thirstColours, type MappedField } from './field-layer';
import { FieldMap } from './field-map';
import '../../map/map.css';
import './water-map.css';

const NO_AREAS: readonly Area[] = [];

/** Where water is needed how soon: on the map and, the same, as a list. */
export default function WaterMapView() {
  const t = useTranslate();
  const navigate = useNavigate();
  const config = useConfig();
  const areas = useAreas();
  const fields = useFields();
  const states = useFieldStates();
  const [pointedAt, setPointedAt] = useState<string | null>(null);
  const mapped = useMemo<MappedField[]>(
    () => (fields.data ?? []).map((field) => ({ field, name: field.name, state: states.data?.find((state) => state.field === field.id) })).sort(byThirst),
    [fields.data, states.data],
  );
  const areasToday = useMemo(() => areas.data?.filter((area) => isValidOn(area, today(serverNow()))) ?? NO_AREAS, [areas.data]);
  const open = (id: string) => { void navigate(`/irrigation/fields/${encodeURIComponent(id)}`); };
  return (
    <div className="map-page water-map-page">
      <h1 className="visually-hidden">{t('irr.map.label')}</h1>
      <div className="water-map-ground">
        <FieldMap config={config.data} areas={areasToday} fields={mapped} pointedAt={pointedAt} onPoint={setPointedAt} onOpen={open} />
        <MapLegend />
      </div>
      <aside className="map-side">
        {fields.data ? <FieldRows fields={mapped} pointedAt={pointedAt} onPoint={setPointedAt} /> : fields.error ? <Failure error={fields.error} onRetry={() => void fields.refetch()} /> : <Loading />}
      </aside>
    </div>
  );
}

const SIGNS: Record<Thirst, string> = { today: '0', soon: '1–3', week: '4–7', later: '8+', rest: '–', unknown: '?' };

function MapLegend() {
  const t = useTranslate();
  const palette = usePalette();
  return (
    <div className="map-legend">
      <span className="map-legend-title">{t('irr.map.legend')}</span>
      <ul>
        {THIRSTS.map((thirst) => {
          const { fill, line, text } = thirstColours(thirst, palette);
          return (
            <li key={thirst}>
              <span className="map-legend-sign" style={{ background: fill, borderColor: line, color: text, borderStyle: thirst === 'unknown' ? 'dashed' : 'solid' }} aria-hidden="true">{SIGNS[thirst]}</span>
              {t(`irr.thirst.sum.${thirst}`)}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function FieldRows({ fields, pointedAt, onPoint }: { fields: readonly MappedField[]; pointedAt: string | null; onPoint: (field: string | null) => void }) {
  const t = useTranslate();
  const language = useLanguage();
  return (
    <section className="side-section">
      <h2 className="side-title">{t('irr.fields.byWater')}</h2>
      {fields.length === 0 && <p className="side-none">{t('irr.fields.empty')}</p>}
      <ul className="side-list">
        {fields.map(({ field, name, state }) => (
          <li key={field.id}>
            <Link
              to={`/irrigation/fields/${encodeURIComponent(field.id)}`}
              className={pointedAt === field.id ? 'side-row water-row water-row-pointed' : 'side-row water-row'}
              onPointerEnter={() => { onPoint(field.id); }}
              onPointerLeave={() => { onPoint(null); }}
              onFocus={() => { onPoint(field.id); }}
              onBlur={() => { onPoint(null); }}
            >
              <span className="side-row-text">
                <span className="side-row-name">{name}</span>
                <span className="side-row-kind">{state ? state.growth.cropName[language] : t('irr.noSeason')}{field.outline === null ? ` · ${t('irr.map.noOutline')}` : ''}</span>
              </span>
              <ThirstBadge state={state} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

