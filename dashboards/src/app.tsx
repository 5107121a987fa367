import '@ant-design/v5-patch-for-react-19';
import { QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import viVN from 'antd/locale/vi_VN';
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { BrowserRouter, Navigate, Route, Routes, useLocation, useParams } from 'react-router-dom';
import { createQueryClient, SIGNED_OUT_KEY, useSessionQuery } from './api/queries';
import { AlarmWatch } from './components/alarms/watch';
import { Mark } from './components/brand';
import { Failure } from './components/feedback';
import { Frame } from './components/frame';
import { LiveProvider } from './components/live';
import { SessionContext } from './components/session';
import { useOpenedByPush } from './components/tell/opened';
import { antThemeOf } from './components/theme/ant-theme';
import { useThemeName } from './components/theme/theme';
import { useLanguage } from './i18n';
import { isFarmerOnly, mayAdminister, maySeeNotifications, maySeeSystem } from './model/roles';
import type { Session } from './model/types';
import { ForbiddenView, NotFoundView } from './views/errors';
import { irrigationRoutes } from './views/irrigation/routes';
import { loudspeakerRoutes } from './views/loudspeakers/routes';
import { SignInView } from './views/sign-in';

const AlarmsView = lazy(() => import('./views/alarms/alarms-view'));
const RulesView = lazy(() => import('./views/rules/rules-view'));
const RuleView = lazy(() => import('./views/rules/rule-view'));
const RuleEditorView = lazy(() => import('./views/rules/rule-editor'));
const NewRuleView = lazy(async () => ({ default: (await import('./views/rules/rule-editor')).NewRuleView }));
const QualityView = lazy(() => import('./views/quality/quality-view'));
const HandoverView = lazy(() => import('./views/handover/handover-view'));
const HandoverPage = lazy(async () => ({ default: (await import('./views/handover/handover-view')).HandoverPage }));
const CapView = lazy(() => import('./views/cap/cap-view'));
const CapPage = lazy(async () => ({ default: (await import('./views/cap/cap-view')).CapPage }));
const MapView = lazy(() => import('./views/map/map-view'));
const PhonePages = lazy(() => import('./views/irrigation/phone/pages'));
const WallView = lazy(() => import('./views/wall/wall-view'));
const SitesView = lazy(() => import('./views/sites/sites-view'));
const SiteView = lazy(() => import('./views/site/site-view'));
const DevicesView = lazy(() => import('./views/devices/devices-view'));
const DeviceView = lazy(() => import('./views/device/device-view'));
const RegistryView = lazy(() => import('./views/admin/registry-view'));
const AccountsView = lazy(() => import('./views/admin/accounts-view'));
const NotificationsView = lazy(() => import('./views/admin/notifications-view'));
const SystemView = lazy(() => import('./views/admin/system-view'));

export function App() {
  const [client] = useState(createQueryClient);
  const language = useLanguage();
  const theme = useThemeName();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <ConfigProvider theme={antThemeOf(theme)} locale={language === 'vi' ? viVN : enUS} wave={{ disabled: true }}>
      <AntApp className="app">
        <QueryClientProvider client={client}>
          <BrowserRouter future={{ v7_startTransition: true, v7_relativeSplatPath: true }}>
            <Gate />
          </BrowserRouter>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}

const SIGN_IN = '/login';

/** Nobody signed in: the sign-in screen, and afterwards back to where one wanted to be. */
function Gate() {
  const client = useQueryClient();
  const session = useSessionQuery();
  const location = useLocation();
  const [wasSignedIn, setWasSignedIn] = useState(false);
  useOpenedByPush();
  if (session.data && !wasSignedIn) {
    setWasSignedIn(true);
  }
  if (session.data === undefined) {
    return session.error ? (
      <Splash>
        <Failure error={session.error} onRetry={() => void session.refetch()} />
      </Splash>
    ) : (
      <Splash />
    );
  }
  const atSignIn = location.pathname === SIGN_IN;
  if (session.data === null) {
    if (atSignIn) {
      return <SignInView />;
    }
    if (client.getQueryData(SIGNED_OUT_KEY) === true) {
      return <Navigate to={SIGN_IN} replace />;
    }
    const back = new URLSearchParams({ next: location.pathname + location.search });
    return <Navigate to={`${SIGN_IN}?${back.toString()}${wasSignedIn ? '&expired' : ''}`} replace />;
  }
  return atSignIn ? <Navigate to={pathAfterSignIn(location.search)} replace /> : <SignedIn session={session.data} />;
}

/** Only a path of our own: `//elsewhere` would lead away. */
function pathAfterSignIn(search: string): string {
  const next = new URLSearchParams(search).get('next');
  return next !== null && /^\/(?![/\\])/.test(next) ? next : '/map';
}

function SignedIn({ session }: { session: Session }) {
  if (isFarmerOnly(session)) {
    return (
      <Routes>
        <Route path="nuoc/*" element={<Suspense fallback={<Splash />}><PhonePages session={session} /></Suspense>} />
        <Route path="*" element={<Navigate to="/nuoc" replace />} />
      </Routes>
    );
  }
  const administer = (view: ReactNode) => (mayAdminister(session) ? view : <ForbiddenView />);
  return (
    <SessionContext.Provider value={session}>
      <LiveProvider>
        <AlarmWatch>
          <Routes>
            <Route path="nuoc/*" element={<Suspense fallback={<Splash />}><PhonePages session={session} /></Suspense>} />
            <Route path="wall" element={<Suspense fallback={<Splash />}><WallView /></Suspense>} />
            <Route element={<Frame />}>
              <Route index element={<Navigate to="/map" replace />} />
              <Route path="alarms" element={<AlarmsView />} />
              <Route path="alarms/:id" element={<LinkedAlarm />} />
              <Route path="alarms/rules" element={<RulesView />} />
              <Route path="alarms/rules/:id" element={<RuleView />} />
              <Route path="alarms/rules/:id/edit" element={<RuleEditorView />} />
              <Route path="alarms/new-rule" element={<NewRuleView />} />
              <Route path="alarms/quality" element={<QualityView />} />
              <Route path="alarms/handover" element={<HandoverView />} />
              <Route path="alarms/handover/:id" element={<HandoverPage />} />
              <Route path="alarms/cap" element={<CapView />} />
              <Route path="alarms/cap/:id" element={<CapPage />} />
              <Route path="map" element={<MapView />} />
              <Route path="sites" element={<SitesView />} />
              <Route path="sites/:id" element={<SiteView />} />
              <Route path="devices" element={<DevicesView />} />
              <Route path="devices/:id" element={<DeviceView />} />
              {irrigationRoutes}
              {loudspeakerRoutes}
              <Route path="admin/registry" element={administer(<RegistryView />)} />
              <Route path="admin/accounts" element={administer(<AccountsView />)} />
              <Route path="admin/notifications" element={maySeeNotifications(session) ? <NotificationsView /> : <ForbiddenView />} />
              <Route path="admin/system" element={maySeeSystem(session) ? <SystemView /> : <ForbiddenView />} />
              <Route path="*" element={<NotFoundView />} />
            </Route>
          </Routes>
        </AlarmWatch>
      </LiveProvider>
    </SessionContext.Provider>
  );
}

/** The address that messages give: short, and it stays valid however the console shows an alarm. */
function LinkedAlarm() {
  const { id = '' } = useParams();
  return /^[1-9]\d{0,15}$/.test(id) ? <Navigate to={`/alarms?alarm=${id}`} replace /> : <NotFoundView />;
}

function Splash({ children }: { children?: ReactNode }) {
  return <div className="splash">{children ?? <Mark size={56} />}</div>;
}
