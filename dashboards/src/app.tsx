import { QueryClientProvider, useQueryClient } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import viVN from 'antd/locale/vi_VN';
import { useEffect, useState, type ReactNode } from 'react';
import { BrowserRouter, Navigate, Route, Routes, useLocation } from 'react-router-dom';
import { createQueryClient, SIGNED_OUT_KEY, useSessionQuery } from './api/queries';
import { Mark } from './components/brand';
import { Failure } from './components/feedback';
import { Frame } from './components/frame';
import { LiveProvider } from './components/live';
import { SessionContext } from './components/session';
import { antThemeOf, useThemeName } from './components/theme/theme';
import { useLanguage } from './i18n';
import type { Session } from './model/types';
import { NotFoundView } from './views/errors';
import { SignInView } from './views/sign-in';


export function App() {
  const [client] = useState(createQueryClient);
  const language = useLanguage();
  const theme = useThemeName();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <ConfigProvider theme={antThemeOf(theme)} locale={language === 'vi' ? viVN : enUS} wave={{ disabled: true }}>
      <AntApp component={false}>
        <QueryClientProvider client={client}>
          <BrowserRouter>
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
  return (
    <SessionContext.Provider value={session}>
      <LiveProvider>
        <Routes>
          <Route element={<Frame />}>
            <Route index element={<Navigate to="/map" replace />} />
            <Route path="*" element={<NotFoundView />} />
          </Route>
        </Routes>
      </LiveProvider>
    </SessionContext.Provider>
  );
}

function Splash({ children }: { children?: ReactNode }) {
  return <div className="splash">{children ?? <Mark size={56} />}</div>;
}
