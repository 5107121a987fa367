import { useKindLabel } from '../../components/kinds';
import { PresenceBadge } from '../../components/presence';
import { PlaceTally } from '../../components/alarms/tally';
import { useTranslate } from '../../i18n';
import type { PlaceAlarms } from '../../model/alarms';
import { siteState } from '../../model/presence';
import type { Site } from '../../model/types';

export interface Hovered {
  sites: Site[];
  x: number;
  y: number;
  /** Of the map, so that the card stays within it. */
  width: number;
  height: number;
}

const CARD_WIDTH = 240;
const CARD_HEIGHT = 130;
const MOST_NAMES = 5;

type AlarmsBySite = ReadonlyMap<string, PlaceAlarms>;

export function HoverCard({ hovered, alarms }: { hovered: Hovered; alarms: AlarmsBySite }) {
  const { sites, x, y, width, height } = hovered;
  const left = Math.max(8, x + CARD_WIDTH + 24 > width ? x - CARD_WIDTH - 16 : x + 16);
  const top = Math.max(8, Math.min(y + 12, height - CARD_HEIGHT));
  const [first] = sites;
  return (
    <div className="map-card" style={{ left, top, width: CARD_WIDTH }} role="tooltip">
      {sites.length === 1 && first ? <SiteCard site={first} alarms={alarms.get(first.id)} /> : <ClusterCard sites={sites} />}
    </div>
  );
}

function SiteCard({ site, alarms }: { site: Site; alarms: PlaceAlarms | undefined }) {
  const t = useTranslate();
  const kindLabel = useKindLabel();
  return (
    <>
      <div className="map-card-title">{site.name}</div>
      <div className="muted">{kindLabel('site', site.kind)}</div>
      <div className="map-card-state">
        <PresenceBadge state={siteState(site)} />
        <span className="faint">{t('map.devicesOnline', { online: site.online, devices: site.devices })}</span>
      </div>
      <PlaceTally alarms={alarms} />
    </>
  );
}

function ClusterCard({ sites }: { sites: readonly Site[] }) {
  const t = useTranslate();
  return (
    <>
      <div className="map-card-title">{t('map.cluster', { n: sites.length })}</div>
      {sites.slice(0, MOST_NAMES).map((site) => (
        <div className="truncate muted" key={site.id}>
          {site.name}
        </div>
      ))}
      {sites.length > MOST_NAMES && <div className="faint">…</div>}
    </>
  );
}
