import { Suspense } from 'react';
import { NavLink, Outlet } from 'react-router-dom';
import { Loading } from '../../components/feedback';
import { useSession } from '../../components/session';
import { useTranslate } from '../../i18n';
import { sections } from './sections';
import './frame.css';

/** The irrigation desk: its own navigation above its pages. */
export default function IrrigationFrame() {
  const t = useTranslate();
  const session = useSession();
  return (
    <div className="irr">
      <nav className="irr-nav" aria-label={t('nav.irrigation')}>
        {sections
          .filter(({ may }) => may?.(session) ?? true)
          .map(({ path, label }) => (
            <NavLink key={path} to={`/irrigation/${path}`} className="irr-nav-link">
              {t(label)}
            </NavLink>
          ))}
      </nav>
      <div className="irr-body">
        <Suspense fallback={<div className="page"><Loading height={320} /></div>}>
          <Outlet />
        </Suspense>
      </div>
    </div>
  );
}
