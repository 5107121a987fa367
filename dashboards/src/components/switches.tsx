import { Button, Tooltip } from 'antd';
import { setLanguage, useLanguage, useTranslate } from '../i18n';
import { Icon } from './icons';
import { setTheme, useThemeName } from './theme/theme';

/** Shows the name of the other language, in that language. */
export function LanguageSwitch({ short = false }: { short?: boolean }) {
  const t = useTranslate();
  const language = useLanguage();
  const other = language === 'vi' ? 'en' : 'vi';
  return (
    <Tooltip title={t('header.languageHint')}>
      <Button
        type="text"
        className="header-button"
        data-testid="language-switch"
        aria-label={t('header.languageHint')}
        lang={other}
        icon={<Icon name="language" />}
        onClick={() => { setLanguage(other); }}
      >
        {short ? other.toUpperCase() : t('header.language')}
      </Button>
    </Tooltip>
  );
}

export function ThemeSwitch() {
  const t = useTranslate();
  const theme = useThemeName();
  const hint = t(theme === 'dark' ? 'header.themeLight' : 'header.themeDark');
  return (
    <Tooltip title={hint}>
      <Button
        type="text"
        className="header-button"
        data-testid="theme-switch"
        aria-label={hint}
        icon={<Icon name={theme === 'dark' ? 'sun' : 'moon'} />}
        onClick={() => { setTheme(theme === 'dark' ? 'light' : 'dark'); }}
      />
    </Tooltip>
  );
}
