import { Link } from 'react-router-dom';
import { Empty } from '../components/feedback';
import { useTranslate } from '../i18n';

export function NotFoundView() {
  const t = useTranslate();
  return (
    <div className="page">
      <Empty
        icon="map"
        title={t('error.page404')}
        hint={t('error.page404Hint')}
        action={<Link to="/map">{t('error.home')}</Link>}
      />
    </div>
  );
}

export function ForbiddenView() {
  const t = useTranslate();
  return (
    <div className="page">
      <Empty
        icon="key"
        title={t('error.page403')}
        hint={t('error.page403Hint')}
        action={<Link to="/map">{t('error.home')}</Link>}
      />
    </div>
  );
}
