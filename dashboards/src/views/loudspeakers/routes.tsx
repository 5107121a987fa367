import { lazy } from 'react';
import { Route } from 'react-router-dom';

const LoudspeakerFrame = lazy(() => import('./frame'));
const WallView = lazy(() => import('./wall-view'));
const MapView = lazy(() => import('./map/map-view'));
const ExceptionsView = lazy(() => import('./exceptions-view'));
const ClusterView = lazy(() => import('./cluster/cluster-view'));
const DayView = lazy(() => import('./day/day-view'));
const BulletinsView = lazy(() => import('./bulletins/bulletins-view'));
const BulletinView = lazy(() => import('./bulletins/bulletin-view'));
const BulletinEditor = lazy(() => import('./bulletins/bulletin-editor'));
const BulletinImportView = lazy(() => import('./bulletins/import-view'));
const CoverageView = lazy(() => import('./coverage/coverage-view'));
const EmergenciesView = lazy(() => import('./emergency/emergencies-view'));
const EmergencyView = lazy(() => import('./emergency/emergency-view'));
const EmergencyDraft = lazy(() => import('./emergency/draft-view'));
const ReportView = lazy(() => import('./report-view'));
const SourceView = lazy(() => import('./source-view'));

/** Everything below /loa. */
export const loudspeakerRoutes = (
  <Route path="loa" element={<LoudspeakerFrame />}>
    <Route index element={<WallView />} />
    <Route path="map" element={<MapView />} />
    <Route path="can-xem" element={<ExceptionsView />} />
    <Route path="cum/:device" element={<ClusterView />} />
    <Route path="ngay" element={<DayView />} />
    <Route path="ban-tin" element={<BulletinsView />} />
    <Route path="ban-tin/moi" element={<BulletinEditor />} />
    <Route path="ban-tin/nhap" element={<BulletinImportView />} />
    <Route path="ban-tin/:id" element={<BulletinView />} />
    <Route path="ban-tin/:id/sua" element={<BulletinEditor />} />
    <Route path="luot/:slot" element={<CoverageView />} />
    <Route path="khan-cap" element={<EmergenciesView />} />
    <Route path="khan-cap/moi" element={<EmergencyDraft />} />
    <Route path="khan-cap/:id" element={<EmergencyView />} />
    <Route path="bao-cao" element={<ReportView />} />
    <Route path="nguon" element={<SourceView />} />
  </Route>
);
