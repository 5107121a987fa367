import { Button } from 'antd';
import { useState } from 'react';
import { useCrops, useSeasons } from '../../../api/irrigation-queries';
import { Empty, Loaded } from '../../../components/feedback';
import { useSession } from '../../../components/session';
import { useLanguage, useTranslate } from '../../../i18n';
import { serverNow } from '../../../model/clock';
import { SEEDLING_DAYS, type Crop, type Field, type Season } from '../../../model/irrigation';
import { mayPlanWater } from '../../../model/roles';
import { formatDate, today } from '../../../model/time';
import { seasonShare, stageDaysOf, stageParts } from '../../../model/water-state';
import { SeasonForm } from './season-form';

/** What grows and what has grown on a field. */
export function SeasonPanel({ field }: { field: Field }) {
  const t = useTranslate();
  const session = useSession();
  const seasons = useSeasons(field.id);
  const crops = useCrops();
  const [edited, setEdited] = useState<Season | 'new' | null>(null);
  const cropOf = (season: Season) => crops.data?.find(({ id }) => id === season.crop);
  return (
    <section className="panel" data-testid="seasons">
      <div className="panel-head">
        <h2 className="panel-title">{t('irr.season.title')}</h2>
        {mayPlanWater(session) && <Button size="small" onClick={() => { setEdited('new'); }}>{t('irr.season.begin')}</Button>}
      </div>
      <Loaded query={seasons} height={96}>
        {(list) => (list.length === 0 ? <Empty icon="irrigation" title={t('irr.noSeason')} /> : (
          <ul className="season-list">
            {list.map((season) => (
              <SeasonRow key={season.id} season={season} crop={cropOf(season)} onEdit={mayPlanWater(session) ? () => { setEdited(season); } : null} />
            ))}
          </ul>
        ))}
      </Loaded>
      {edited !== null && crops.data && <SeasonForm field={field} season={edited === 'new' ? null : edited} crops={crops.data} onClose={() => { setEdited(null); }} />}
    </section>
  );
}

function SeasonRow({ season, crop, onEdit }: { season: Season; crop: Crop | undefined; onEdit: (() => void) | null }) {
  const t = useTranslate();
  const language = useLanguage();
  const day = today(serverNow());
  const running = season.endedOn === null || season.endedOn >= day;
  return (
    <li className="season">
      <div className="season-head">
        <b>{[crop?.name[language] ?? season.crop, season.variety].filter(Boolean).join(' · ')}</b>
        {onEdit !== null && <Button size="small" type="text" onClick={onEdit}>{t('irr.edit')}</Button>}
      </div>
      <p className="muted">
        {t(`irr.season.${season.method}`, { day: formatDate(season.startsOn) })}
        {season.endedOn !== null && ` · ${t('irr.season.ended', { day: formatDate(season.endedOn) })}`}
      </p>
      {running && crop && <StageBar season={season} crop={crop} day={day} />}
      {running && crop?.kind === 'paddy' && season.method === 'transplanting' && season.stageDays === null && <p className="muted">{t('irr.season.seedlings', { n: season.seedlingDays ?? SEEDLING_DAYS })}</p>}
      {running && crop?.kind === 'paddy' && season.awdThreshold !== null && <p className="muted">{t('irr.season.awd', { mm: season.awdThreshold })}</p>}
      {running && (season.fertiliser?.length ?? 0) > 0 && <p className="muted">{t('irr.season.fertiliser', { days: (season.fertiliser ?? []).map(formatDate).join(', ') })}</p>}
    </li>
  );
}

/** The four stages on the calendar, and where the season is in them. */
function StageBar({ season, crop, day }: { season: Season; crop: Crop; day: string }) {
  const t = useTranslate();
  const stageDays = stageDaysOf(season, crop);
  const parts = stageParts(season.startsOn, stageDays, day);
  return (
    <div className="stages">
      <div className="stage-bar" role="img" aria-label={parts.filter(({ now }) => now).map(({ stage }) => t(`irr.stage.${stage}`)).join()}>
        {parts.map(({ stage, days, now }) => <span key={stage} className={now ? 'stage-part stage-now' : 'stage-part'} style={{ flexGrow: days }} />)}
        <span className="stage-mark" style={{ left: `${seasonShare(season.startsOn, stageDays, day) * 100}%` }} />
      </div>
      <ol className="stage-names">
        {parts.map(({ stage, from, days, now }) => (
          <li key={stage} className={now ? 'stage-name-now' : undefined}>{t('irr.season.stage', { stage: t(`irr.stage.${stage}`), from: formatDate(from).slice(0, 5), n: days })}</li>
        ))}
      </ol>
    </div>
  );
}
