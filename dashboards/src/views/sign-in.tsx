import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { useLocation } from 'react-router-dom';
import { SESSION_KEY, SIGNED_OUT_KEY, useConfig } from '../api/queries';
import { sessionApi } from '../api/session';
import { Mark } from '../components/brand';
import { useErrorMessage } from '../components/feedback';
import { Icon } from '../components/icons';
import { LanguageSwitch, ThemeSwitch } from '../components/switches';
import { useTranslate } from '../i18n';
import { signInErrorText } from '../model/errors';
import './sign-in.css';

export function SignInView() {
  const t = useTranslate();
  const config = useConfig();
  return (
    <div className="signin">
      <header className="signin-top">
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <main className="signin-main">
        <section className="signin-card">
          <div className="signin-brand">
            <Mark size={48} />
            <div>
              <div className="signin-name">Kênh</div>
              <div className="signin-tagline">{t('app.tagline')}</div>
            </div>
          </div>
          <SignInForm />
        </section>
      </main>
      <footer className="signin-foot">{config.data ? `Kênh ${config.data.version}` : ' '}</footer>
      <Water />
    </div>
  );
}

function SignInForm() {
  const t = useTranslate();
  const client = useQueryClient();
  const location = useLocation();
  const message = useErrorMessage();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const signIn = useMutation({
    mutationFn: () => sessionApi.signIn(username.trim(), password),
    onSuccess: (session) => {
      client.setQueryData(SIGNED_OUT_KEY, false);
      client.setQueryData(SESSION_KEY, session);
    },
    onError: () => { setPassword(''); },
  });
  const missingName = tried && username.trim() === '';
  const missingPassword = tried && password === '' && !signIn.isError;
  const expired = new URLSearchParams(location.search).has('expired') && !signIn.isError;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (username.trim() !== '' && password !== '') {
      signIn.mutate();
    }
  };

  return (
    <form className="signin-form" onSubmit={submit} noValidate>
      <h1 className="signin-title">{t('signin.title')}</h1>
      {expired && <p className="signin-note">{t('signin.expired')}</p>}
      {signIn.isError && (
        <p className="signin-error" role="alert" data-testid="login-error">
          <Icon name="warning" />
          <span>{message(signInErrorText(signIn.error))}</span>
        </p>
      )}
      <label className="field">
        <span className="field-label">{t('signin.username')}</span>
        <Input
          data-testid="login-username"
          size="large"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          value={username}
          status={missingName ? 'error' : ''}
          onChange={(event) => { setUsername(event.target.value); }}
        />
        {missingName && <span className="field-error">{t('signin.usernameMissing')}</span>}
      </label>
      <label className="field">
        <span className="field-label">{t('signin.password')}</span>
        <Input.Password
          data-testid="login-password"
          size="large"
          autoComplete="current-password"
          value={password}
          status={missingPassword ? 'error' : ''}
          onChange={(event) => { setPassword(event.target.value); }}
          iconRender={(visible) => (
            <span role="button" aria-label={t(visible ? 'signin.hide' : 'signin.show')}>
              <Icon name={visible ? 'eyeOff' : 'eye'} />
            </span>
          )}
        />
        {missingPassword && <span className="field-error">{t('signin.passwordMissing')}</span>}
      </label>
      <Button data-testid="login-submit" type="primary" size="large" htmlType="submit" block loading={signIn.isPending}>
        {t(signIn.isPending ? 'signin.submitting' : 'signin.submit')}
      </Button>
    </form>
  );
}

/** Contour lines of a lowland with a channel through it: the only ornament of the product. */
function Water() {
  return (
    <svg className="signin-water" viewBox="0 0 1440 360" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <path d="M0 250C180 190 330 300 520 236S860 120 1060 190s250 40 380-20" />
      <path d="M0 286C190 226 340 336 540 268S880 160 1070 226s250 44 370-14" />
      <path d="M0 322C200 266 350 366 560 300S900 200 1080 262s250 46 360-8" />
      <path className="signin-channel" d="M820 0c-30 70 44 96 20 170s-130 90-150 190" />
    </svg>
  );
}
