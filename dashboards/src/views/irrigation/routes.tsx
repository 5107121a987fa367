import { lazy } from 'react';
import { Navigate, Route } from 'react-router-dom';
import { planRoutes } from './plan/routes';

const IrrigationFrame = lazy(() => import('./frame'));
const FieldsView = lazy(() => import('./field/fields-view'));
const FieldView = lazy(() => import('./field/field-view'));

/** Everything below /irrigation. */
export const irrigationRoutes = (
  <Route path="irrigation" element={<IrrigationFrame />}>
    <Route index element={<Navigate to="fields" replace />} />
    <Route path="fields" element={<FieldsView />} />
    <Route path="fields/:id" element={<FieldView />} />
    {planRoutes}
  </Route>
);
