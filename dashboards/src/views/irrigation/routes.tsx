import { lazy } from 'react';
import { Navigate, Route } from 'react-router-dom';
import { planRoutes } from './plan/routes';

const IrrigationFrame = lazy(() => import('./frame'));
const FieldsView = lazy(() => import('./field/fields-view'));
const FieldView = lazy(() => import('./field/field-view'));
const ImportView = lazy(() => import('./import-view'));
const WaterMapView = lazy(() => import('./map/water-map-view'));
const WorksView = lazy(() => import('./works/works-view'));
const CropsView = lazy(() => import('./works/crops-view'));
const TariffsView = lazy(() => import('./works/tariffs-view'));
const BooksView = lazy(() => import('./book/books-view'));
const ReportView = lazy(() => import('./book/report-view'));
const BulletinView = lazy(() => import('./bulletin-view'));

/** Everything below /irrigation. */
export const irrigationRoutes = (
  <Route path="irrigation" element={<IrrigationFrame />}>
    <Route index element={<Navigate to="fields" replace />} />
    <Route path="fields" element={<FieldsView />} />
    <Route path="fields/:id" element={<FieldView />} />
    <Route path="import" element={<ImportView />} />
    <Route path="map" element={<WaterMapView />} />
    <Route path="books" element={<BooksView />} />
    <Route path="report" element={<ReportView />} />
    <Route path="works" element={<WorksView />} />
    <Route path="crops" element={<CropsView />} />
    <Route path="tariffs" element={<TariffsView />} />
    <Route path="bulletin" element={<BulletinView />} />
    {planRoutes}
  </Route>
);
