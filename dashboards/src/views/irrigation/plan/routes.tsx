import { lazy } from 'react';
import { Route } from 'react-router-dom';

const TodayView = lazy(() => import('./today-view'));
const BoardView = lazy(() => import('./board-view'));
const PlansView = lazy(() => import('./plans-view'));
const PlanView = lazy(async () => ({ default: (await import('./plans-view')).PlanView }));
const InboxView = lazy(() => import('./inbox-view'));

/** The routes of planning and running the water, below /irrigation. */
export const planRoutes = (
  <>
    <Route path="today" element={<TodayView />} />
    <Route path="board" element={<BoardView />} />
    <Route path="plans" element={<PlansView />} />
    <Route path="plans/:id" element={<PlanView />} />
    <Route path="requests" element={<InboxView />} />
  </>
);
