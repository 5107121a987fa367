import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { currentLanguage, translate } from '../i18n';
import { Icon } from './icons';

/** Keeps a failure of one screen from taking the frame with it. */
export class CrashGuard extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override render(): ReactNode {
    if (!this.state.crashed) {
      return this.props.children;
    }
    const language = currentLanguage();
    return (
      <div className="page">
        <div className="notice" role="alert">
          <span className="notice-icon notice-icon-warn">
            <Icon name="warning" size={24} />
          </span>
          <p className="notice-title">{translate(language, 'error.crashTitle')}</p>
          <p className="notice-hint">{translate(language, 'error.crashHint')}</p>
          <Button onClick={() => { location.reload(); }}>{translate(language, 'error.reload')}</Button>
        </div>
      </div>
    );
  }
}
