import '@ant-design/v5-patch-for-react-19';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { applyTheme } from './components/theme/theme';
import './components/base.css';

applyTheme();

const root = document.getElementById('root');
if (root === null) {
  throw new Error('index.html has no element with id "root"');
}
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
