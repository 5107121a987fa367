import { ConfigProvider } from 'antd';
import { Suspense, useEffect, useRef, useSyncExternalStore } from 'react';
import { NavLink, Outlet, useLocation } from 'react-router-dom';
import { Loading } from '../../components/feedback';
import { useSession } from '../../components/session';
import { useTranslate } from '../../i18n';
import { sections } from './sections';
import '../irrigation/frame.css';
import './loudspeakers.css';

/** What is pressed with a thumb is taller than what a mouse finds. */
const THUMB = { token: { controlHeight: 42, controlHeightSM: 36 }, components: { Segmented: { trackPadding: 1 }, Checkbox: { controlInteractiveSize: 20 } } };
/** Not the lack of a theme: coming and going it would begin the page anew, and what was typed would be lost as a telephone is turned. */
const AS_ELSEWHERE = {};
const TELEPHONE = '(max-width: 720px)';

const telephone = (): boolean => matchMedia(TELEPHONE).matches;

function onTelephoneChange(listener: () => void): () => void {
  const query = matchMedia(TELEPHONE);
  query.addEventListener('change', listener);
  return () => { query.removeEventListener('change', listener); };
}

/** The loudspeaker desk: its own navigation above its pages. */
export default function LoudspeakerFrame() {
  const t = useTranslate();
  const session = useSession();
  const navigation = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a phone not all sections have room: the one that is open is brought into sight.
  useEffect(() => {
    const bar = navigation.current;
    const active = bar?.querySelector<HTMLElement>('.active');
    if (bar && active) {
      bar.scrollLeft = active.offsetLeft - (bar.clientWidth - active.offsetWidth) / 2;
    }
  }, [pathname]);
  const thumb = useSyncExternalStore(onTelephoneChange, telephone);
  return (
    <div className="irr">
      <nav ref={navigation} className="irr-nav" aria-label={t('nav.loudspeakers')}>
        {sections
          .filter(({ may }) => may?.(session) ?? true)
          .map(({ path, label, alone, beneath }) => (
            <NavLink key={path} to={path} {...(alone ? { end: true } : {})} className={beneath !== undefined && pathname.startsWith(beneath) ? 'irr-nav-link active' : 'irr-nav-link'}>
              {t(label)}
            </NavLink>
          ))}
      </nav>
      <div className="irr-body">
        <Suspense fallback={<div className="page"><Loading height={320} /></div>}>
          <ConfigProvider theme={thumb ? THUMB : AS_ELSEWHERE}><Outlet /></ConfigProvider>
        </Suspense>
      </div>
    </div>
  );
}
