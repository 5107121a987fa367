import { Segmented } from 'antd';
import { memo, useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router-dom';
import { ApiError } from '../../../api/http';
import { useClusterNames, useSlot } from '../../../api/loudspeaker-queries';
import { Loaded } from '../../../components/feedback';
import { Icon } from '../../../components/icons';
import { VerdictBadge } from '../../../components/loudspeakers/marks';
import { useTranslate } from '../../../i18n';
import { byUrgency, coverageOf, lookOf, type CommuneCoverage, type Slot, type SlotCoverage, type SlotVerdict } from '../../../model/loudspeaker-verdicts';
import { formatDateTime } from '../../../model/time';
import { NotFoundView } from '../../errors';
import { EvidenceLine } from '../cluster/plays';
import { Collisions, Moved } from '../order';
import { addressOf, CountList, CoverageBar, percentText, useCount, useLengthText } from '../parts';

export default function CoverageView() {
  const t = useTranslate();
  const lengthText = useLengthText();
  const { slot = '' } = useParams();
  const coverage = useSlot(slot);
  if (coverage.error instanceof ApiError && coverage.error.status === 404) {
    return <NotFoundView />;
  }
  return (
    <div className="page">
      <Loaded query={coverage} height={480}>
        {(loaded) => (
          <>
            <div className="page-head">
              <div>
                <Link className="loa-back" to="/loa/ngay"><Icon name="back" size={16} />{t('loa.nav.day')}</Link>
                <h1 className="page-title">{loaded.title}</h1>
                <p className="loa-cluster-sub muted">
                  {loaded.class !== 'normal' && <b className={`loa-class loa-class-${loaded.class}`}>{t(`loa.class.${loaded.class}`)}</b>}
                  {formatDateTime(Date.parse(loaded.starts))} · {lengthText(loaded.seconds)} · {t('loa.clusters', { n: loaded.targets })}
                  <Moved slot={loaded} />
                </p>
              </div>
            </div>
            {(loaded.collisions ?? []).length > 0 && <section className="panel loa-collision-panel"><b className="loa-wait">{t('loa.order.conflict')}</b><Collisions slot={loaded} /></section>}
            <CoverageHead slot={loaded} />
            <div className="loa-columns loa-columns-even">
              <CommunesPanel communes={loaded.communes} />
              <ClustersPanel coverage={loaded} />
            </div>
          </>
        )}
      </Loaded>
    </div>
  );
}

/** Made once: comparing by locale anew costs more than everything else in sorting. */
const VIETNAMESE = new Intl.Collator('vi', { numeric: true });

/** The two numbers everybody asks for, and how the rest stands. */
export function CoverageHead({ slot }: { slot: Slot }) {
  const t = useTranslate();
  const count = useCount();
  const { total, verified, population, populationVerified } = coverageOf(slot);
  return (
    <section className="panel loa-coverage" data-testid="coverage" data-verified={verified} data-total={total}>
      <div className="loa-coverage-figures">
        <p><b data-testid="coverage-clusters">{percentText(verified, total)}</b><span>{t('loa.coverage.clusters', { n: verified, total })}</span></p>
        <p><b data-testid="coverage-people">{percentText(populationVerified, population)}</b><span>{t('loa.coverage.people', { n: count(populationVerified), total: count(population) })}</span></p>
      </div>
      <CoverageBar slot={slot} tall />
      <CountList slot={slot} />
    </section>
  );
}

export function CommunesPanel({ communes }: { communes: readonly CommuneCoverage[] }) {
  const t = useTranslate();
  const sorted = useMemo(() => [...communes].sort((a, b) => (a.counts.verified ?? 0) / Math.max(1, a.clusters) - (b.counts.verified ?? 0) / Math.max(1, b.clusters) || VIETNAMESE.compare(a.name, b.name)), [communes]);
  return (
    <section className="panel">
      <div className="panel-head"><h2 className="panel-title">{t('loa.coverage.byCommune')}</h2></div>
      <ol className="loa-coverage-communes">
        {sorted.map((commune) => <CommuneRow key={commune.area} commune={commune} />)}
      </ol>
    </section>
  );
}

const CommuneRow = memo(
  function CommuneRow({ commune }: { commune: CommuneCoverage }) {
    const t = useTranslate();
    const verified = commune.counts.verified ?? 0;
    return (
      <li data-testid="coverage-commune" data-area={commune.area}>
        <span className="loa-coverage-name">{commune.name}</span>
        <CoverageBar slot={{ counts: commune.counts, targets: commune.clusters, population: commune.population, populationVerified: commune.populationVerified }} />
        <span className="loa-coverage-share"><b>{percentText(verified, commune.clusters)}</b> <span className="muted">{verified}/{commune.clusters}</span></span>
        <span className="muted loa-coverage-people">{t('loa.coverage.ofPeople', { percent: percentText(commune.populationVerified, commune.population) })}</span>
      </li>
    );
  },
  (before, after) => before.commune === after.commune,
);

type Shown = 'open' | 'all';

function ClustersPanel({ coverage }: { coverage: SlotCoverage }) {
  const t = useTranslate();
  const [shown, setShown] = useState<Shown>('open');
  const open = coverage.clusters.filter(({ verdict }) => verdict !== 'verified');
  return (
    <section className="panel">
      <div className="panel-head">
        <h2 className="panel-title">{t(shown === 'open' ? 'loa.coverage.notYet' : 'loa.coverage.all')}</h2>
        <Segmented<Shown> value={shown} options={[{ value: 'open', label: `${t('loa.coverage.open')} ${open.length}` }, { value: 'all', label: `${t('loa.exceptions.all')} ${coverage.clusters.length}` }]} onChange={setShown} />
      </div>
      <VerdictList verdicts={shown === 'open' ? open : coverage.clusters} />
    </section>
  );
}

const MOST_ROWS = 100;

/** Clusters by commune, what is to be followed up first. */
export function VerdictList<V extends SlotVerdict>({ verdicts, further }: { verdicts: readonly V[]; further?: (verdict: V) => ReactNode }) {
  const t = useTranslate();
  const [all, setAll] = useState(false);
  const names = useClusterNames();
  const deferred = useDeferredValue(verdicts);
  const sorted = useMemo(() => [...deferred].sort((a, b) => byUrgency(a, b) || VIETNAMESE.compare(a.areaName, b.areaName) || VIETNAMESE.compare(a.name, b.name)), [deferred]);
  if (verdicts.length === 0) {
    return <p className="side-fine loa-all-heard"><Icon name="check" /><span>{t('loa.coverage.everybody')}</span></p>;
  }
  return (
    <>
      <ol className="loa-verdicts">
        {sorted.slice(0, all ? undefined : MOST_ROWS).map((verdict) => <VerdictRow key={verdict.device} verdict={verdict} name={names.data?.[verdict.device]?.name ?? verdict.name} further={further as ((verdict: SlotVerdict) => ReactNode) | undefined} />)}
      </ol>
      {!all && sorted.length > MOST_ROWS && <button type="button" className="loa-all" onClick={() => { setAll(true); }}>{t('loa.exceptions.showAll', { n: sorted.length })}</button>}
    </>
  );
}

const VerdictRow = memo(function VerdictRow({ verdict, name, further }: { verdict: SlotVerdict; name: string; further: ((verdict: SlotVerdict) => ReactNode) | undefined }) {
  return (
    <li className="loa-verdict" data-testid="verdict" data-device={verdict.device} data-verdict={verdict.verdict}>
      <span className="loa-verdict-where">
        <Link to={addressOf(verdict)}>{name}</Link>
        <span className="muted">{verdict.areaName}</span>
      </span>
      <span className="loa-verdict-what">
        <VerdictBadge look={lookOf(verdict)} />
        <EvidenceLine verdict={verdict} />
        {further?.(verdict)}
      </span>
    </li>
  );
});
