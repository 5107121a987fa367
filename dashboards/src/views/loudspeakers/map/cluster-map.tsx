import { useTranslate } from '../../../i18n';
import type { Cluster } from '../../../model/loudspeakers';
import { ItemMap, type ItemKind, type MapProps } from '../../map/item-map';
import { clusterLayer, clusterOf, clusterPlaces, clusterStyles, showClusters } from './cluster-layer';

const PADDING = [48, 56, 48, 32];

const CLUSTERS: ItemKind<Cluster> = {
  testId: 'cluster-map',
  layer: clusterLayer,
  show: showClusters,
  styles: clusterStyles,
  idOf: (feature) => clusterOf(feature).device,
  marks: clusterPlaces,
  places: (clusters) => clusters.map(({ lat, lon }) => `${lat} ${lon}`).join(),
  tolerance: 6,
  padding: () => PADDING,
};

/** The clusters where they stand, in the shapes of the wall. */
export function ClusterMap({ clusters, ...asked }: MapProps & { clusters: readonly Cluster[] }) {
  const t = useTranslate();
  return <ItemMap kind={CLUSTERS} label={t('loa.map.label')} items={clusters} {...asked} />;
}
