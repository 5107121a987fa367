import { Suspense, useEffect, useRef } from 'react';
import { NavLink, Outlet, useLocation } from 'react-router-dom';
import { Loading } from '../../components/feedback';
import { useSession } from '../../components/session';
import { useTranslate } from '../../i18n';
import { sections } from './sections';
import './frame.css';

/** The irrigation desk: its own navigation above its pages. */
export default function IrrigationFrame() {
  const t = useTranslate();
  const session = useSession();
  const { pathname } = useLocation();
  const nav = useRef<HTMLElement>(null);
  // Where the row is longer than the screen, the page that is open must be seen in it.
  useEffect(() => { nav.current?.querySelector('.active')?.scrollIntoView({ block: 'nearest', inline: 'center' }); }, [pathname]);
  return (
    <div className="irr">
      <nav ref={nav} className="irr-nav" aria-label={t('nav.irrigation')}>
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
