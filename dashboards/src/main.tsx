import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { applyTheme } from './components/theme/theme';
import './components/base.css';

applyTheme();

const root = document.getElementById('root');
if (root === null) {
  throw new Error('index.html has no element with id "root"');
}

/** The farmers' pages come without the console: a phone in the field loads a fraction of it. */
const load = /^\/nuoc(\/|$)/.test(location.pathname)
  ? import('./views/irrigation/phone/phone-app').then(({ PhoneApp }) => PhoneApp)
  : import('./app').then(({ App }) => App);

void load.then((App) => {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
});
