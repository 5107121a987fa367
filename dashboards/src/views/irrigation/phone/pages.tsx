import { useEffect } from 'react';
import { Link, Route, Routes, useLocation, useParams } from 'react-router-dom';
import { sessionApi } from '../../../api/session';
import { setLanguage } from '../../../i18n/language';
import { isFarmerOnly } from '../../../model/roles';
import type { Session } from '../../../model/types';
import { FieldPage } from './field-page';
import { FieldsPage } from './fields-page';
import { useSay } from './texts';
import './phone.css';

/** All below /nuoc. */
export default function PhonePages({ session }: { session: Session }) {
  const { say, language } = useSay();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const farmer = isFarmerOnly(session);
  const signOut = () => { void sessionApi.signOut().finally(() => { location.assign('/login'); }); };
  return (
    <div className="phone">
      <header className="phone-head">
        <Home title={farmer ? say('mine') : say('all')} />
        <button type="button" onClick={() => { setLanguage(language === 'vi' ? 'en' : 'vi'); }}>{say('other')}</button>
        {farmer ? <button type="button" onClick={signOut}>{say('signOut')}</button> : <a href="/irrigation">{say('console')}</a>}
      </header>
      <main>
        <Routes>
          <Route index element={<FieldsPage />} />
          <Route path=":field" element={<OneField session={session} />} />
        </Routes>
      </main>
    </div>
  );
}

function Home({ title }: { title: string }) {
  const there = /^\/nuoc\/?$/.test(useLocation().pathname);
  return there ? <b className="phone-home">{title}</b> : <Link to="/nuoc" className="phone-home">{`‹ ${title}`}</Link>;
}

function OneField({ session }: { session: Session }) {
  const { field = '' } = useParams();
  return <FieldPage key={field} id={field} session={session} />;
}
