import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router-dom';
import { ApiError } from '../../../api/http';
import { sessionApi } from '../../../api/session';
import PhonePages from './pages';
import { useSay } from './texts';
import './phone.css';

/** The farmers' pages alone, without the console around them. */
export function PhoneApp() {
  const [client] = useState(() => new QueryClient({
    defaultOptions: {
      queries: { staleTime: 20_000, networkMode: 'always', retry: (count, failure) => !(failure instanceof ApiError && failure.status >= 400 && failure.status < 500) && count < 2 },
      mutations: { networkMode: 'always' },
    },
  }));
  return (
    <QueryClientProvider client={client}>
      <BrowserRouter future={{ v7_startTransition: true, v7_relativeSplatPath: true }}>
        <Routes>
          <Route path="nuoc/*" element={<Gate />} />
          <Route path="*" element={<Elsewhere />} />
        </Routes>
      </BrowserRouter>
    </QueryClientProvider>
  );
}

/** Going back may lead out of these pages: what is there is the console's. */
function Elsewhere() {
  location.reload();
  return null;
}

function Gate() {
  const { say } = useSay();
  const session = useQuery({ queryKey: ['session'], queryFn: ({ signal }) => sessionApi.current(signal), staleTime: Infinity });
  if (session.data === null) {
    location.replace(`/login?next=${encodeURIComponent(location.pathname)}`);
    return null;
  }
  if (session.data === undefined) {
    return (
      <div className="phone">
        <p className="phone-note" role="status">{say(session.error ? 'failed' : 'loading')}</p>
        {session.error && <button type="button" className="phone-button" onClick={() => void session.refetch()}>{say('retry')}</button>}
      </div>
    );
  }
  return <PhonePages session={session.data} />;
}
