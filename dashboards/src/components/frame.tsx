import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Dropdown, Tooltip } from 'antd';
import { Suspense, useState } from 'react';
import { NavLink, Outlet, useLocation } from 'react-router-dom';
import { SESSION_KEY, SIGNED_OUT_KEY } from '../api/queries';
import { sessionApi } from '../api/session';
import { useTranslate, type MessageKey } from '../i18n';
import { has, mayAdminister, maySeeNotifications, maySeeQuality, maySeeSystem } from '../model/roles';
import type { Session } from '../model/types';
import { useActivity } from './activity';
import { AlarmStrip } from './alarms/strip';
import { Brand, Mark } from './brand';
import { CrashGuard } from './crash-guard';
import { Loading } from './feedback';
import { Icon, type IconName } from './icons';
import { Clock, LiveIndicator, LossBanner } from './live';
import { PasswordDialog } from './password-dialog';
import { useSession } from './session';
import { LanguageSwitch, ThemeSwitch } from './switches';
import { TellDialog } from './tell/tell-dialog';
import './frame.css';

interface Desk {
  path: string;
  /** Pages below it are desks of their own. */
  alone?: true;
  /** For a screen of its own. */
  apart?: true;
  icon: IconName;
  label: MessageKey;
}

interface DeskGroup {
  label: MessageKey | null;
  desks: Desk[];
}

/** The desks by which the navigation is built; a new desk is one line here and a route. */
function desksOf(session: Session): DeskGroup[] {
  const irrigation: Desk = { path: '/irrigation', icon: 'irrigation', label: 'nav.irrigation' };
  const others: Desk[] = [
    { path: '/alarms', alone: true, icon: 'alarms', label: 'nav.alarms' },
    { path: '/map', icon: 'map', label: 'nav.map' },
    { path: '/sites', icon: 'sites', label: 'nav.sites' },
    { path: '/devices', icon: 'devices', label: 'nav.devices' },
  ];
  const loudspeakers: Desk = { path: '/loa', icon: 'sound', label: 'nav.loudspeakers' };
  // Who works with water or at the broadcasting station finds it first.
  const daily = has(session, 'agriculture-officer')
    ? [irrigation, ...others, loudspeakers]
    : has(session, 'broadcaster')
      ? [loudspeakers, ...others, irrigation]
      : [...others, irrigation, loudspeakers];
  const management: Desk[] = [
    ...(maySeeQuality(session) ? ([{ path: '/alarms/handover', icon: 'handover', label: 'nav.handover' }] satisfies Desk[]) : []),
    { path: '/alarms/rules', icon: 'rules', label: 'nav.rules' },
    ...(maySeeQuality(session) ? ([{ path: '/alarms/quality', icon: 'quality', label: 'nav.quality' }] satisfies Desk[]) : []),
    { path: '/alarms/cap', icon: 'broadcast', label: 'nav.cap' },
    { path: '/wall', apart: true, icon: 'wall', label: 'nav.wall' },
  ];
  const administration: Desk[] = [
    ...(mayAdminister(session)
      ? ([
          { path: '/admin/registry', icon: 'registry', label: 'nav.registry' },
          { path: '/admin/accounts', icon: 'accounts', label: 'nav.accounts' },
        ] satisfies Desk[])
      : []),
    ...(maySeeNotifications(session) ? ([{ path: '/admin/notifications', icon: 'send', label: 'nav.notify' }] satisfies Desk[]) : []),
    ...(maySeeSystem(session) ? ([{ path: '/admin/system', icon: 'system', label: 'nav.system' }] satisfies Desk[]) : []),
  ];
  const groups: DeskGroup[] = [{ label: null, desks: daily }, { label: 'nav.desk', desks: management }];
  return administration.length > 0 ? [...groups, { label: 'nav.admin', desks: administration }] : groups;
}

const wayOf = ({ alone, apart }: Desk) => ({ ...(alone ? { end: true } : {}), ...(apart ? { target: '_blank' } : {}) });

const COLLAPSED_KEY = 'kenh.nav';

export function Frame() {
  const t = useTranslate();
  const session = useSession();
  const location = useLocation();
  const [collapsed, setCollapsed] = useState(() => localStorage.getItem(COLLAPSED_KEY) === 'collapsed');
  const groups = desksOf(session);
  useActivity();

  const toggle = () => {
    localStorage.setItem(COLLAPSED_KEY, collapsed ? 'open' : 'collapsed');
    setCollapsed(!collapsed);
  };

  return (
    <div className={collapsed ? 'frame frame-collapsed' : 'frame'}>
      <a className="skip" href="#content">
        {t('nav.skip')}
      </a>
      <aside className="rail">
        <NavLink to="/map" className="rail-brand" aria-label="Kênh">
          {collapsed ? <Mark size={32} /> : <Brand size={32} />}
        </NavLink>
        <SideNavigation groups={groups} collapsed={collapsed} />
        <button type="button" className="rail-toggle" onClick={toggle} aria-label={t(collapsed ? 'nav.expand' : 'nav.collapse')}>
          <Icon name={collapsed ? 'expand' : 'collapse'} />
          {!collapsed && <span>{t('nav.collapse')}</span>}
        </button>
      </aside>
      <header className="topbar">
        <NavLink to="/map" className="topbar-brand" aria-label="Kênh">
          <Brand size={28} />
        </NavLink>
        <div className="topbar-status">
          <LiveIndicator />
          <Clock />
        </div>
        <div className="topbar-tools">
          <span className="wide-only">
            <LanguageSwitch />
          </span>
          <span className="wide-only">
            <ThemeSwitch />
          </span>
          <AccountMenu />
        </div>
      </header>
      <AlarmStrip />
      <main className="content" id="content" tabIndex={-1}>
        <LossBanner />
        <CrashGuard key={location.pathname}>
          <Suspense fallback={<div className="page"><Loading height={320} /></div>}>
            <Outlet />
          </Suspense>
        </CrashGuard>
      </main>
      <BottomNavigation groups={groups} />
    </div>
  );
}

function SideNavigation({ groups, collapsed }: { groups: DeskGroup[]; collapsed: boolean }) {
  const t = useTranslate();
  return (
    <nav className="rail-nav" aria-label={t('nav.main')}>
      {groups.map((group) => (
        <div className="rail-group" key={group.label ?? 'daily'}>
          {group.label !== null && <div className="rail-group-label">{t(group.label)}</div>}
          {group.desks.map((desk) => (
            <Tooltip key={desk.path} title={collapsed ? t(desk.label) : ''} placement="right">
              <NavLink to={desk.path} {...wayOf(desk)} className="rail-link" aria-label={t(desk.label)}>
                <Icon name={desk.icon} />
                {!collapsed && <span>{t(desk.label)}</span>}
              </NavLink>
            </Tooltip>
          ))}
        </div>
      ))}
    </nav>
  );
}

/** With "more" they still have their names on a phone 360 px wide. */
const MOST_TABS = 4;

/** On phones: the first daily desks in reach of the thumb, everything else in a sheet. */
function BottomNavigation({ groups }: { groups: DeskGroup[] }) {
  const t = useTranslate();
  const [open, setOpen] = useState(false);
  const daily = groups[0]?.desks ?? [];
  const further = [...daily.slice(MOST_TABS), ...groups.slice(1).flatMap((group) => group.desks)];
  return (
    <>
      <nav className="tabs" aria-label={t('nav.main')}>
        {daily.slice(0, MOST_TABS).map((desk) => (
          <NavLink key={desk.path} to={desk.path} {...wayOf(desk)} className="tab">
            <Icon name={desk.icon} size={22} />
            <span>{t(desk.label)}</span>
          </NavLink>
        ))}
        <button type="button" className="tab" onClick={() => { setOpen(true); }}>
          <Icon name="more" size={22} />
          <span>{t('nav.more')}</span>
        </button>
      </nav>
      <Drawer
        open={open}
        placement="bottom"
        height="auto"
        title={t('nav.more')}
        onClose={() => { setOpen(false); }}
        className="more-sheet"
      >
        <div className="more-tools">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
        {further.map((desk) => (
          <NavLink key={desk.path} to={desk.path} {...wayOf(desk)} className="rail-link" onClick={() => { setOpen(false); }}>
            <Icon name={desk.icon} />
            <span>{t(desk.label)}</span>
          </NavLink>
        ))}
      </Drawer>
    </>
  );
}

/** Nothing that the next person at this computer may not see. */
const KEPT_AFTER_SIGN_OUT: readonly string[] = [SESSION_KEY[0], SIGNED_OUT_KEY[0], 'config'];

function AccountMenu() {
  const t = useTranslate();
  const session = useSession();
  const client = useQueryClient();
  const [changing, setChanging] = useState(false);
  const [telling, setTelling] = useState(false);
  const signOut = useMutation({
    mutationFn: sessionApi.signOut,
    onSettled: () => {
      client.setQueryData(SIGNED_OUT_KEY, true);
      client.setQueryData(SESSION_KEY, null);
      client.removeQueries({ predicate: (query) => !KEPT_AFTER_SIGN_OUT.includes(String(query.queryKey[0])) });
    },
  });
  const items = [
    {
      key: 'who',
      type: 'group' as const,
      label: (
        <span className="who">
          <span className="who-name">{session.name || session.username}</span>
          <span className="who-roles">{session.roles.map((role) => t(`role.${role}`)).join(', ')}</span>
        </span>
      ),
    },
    { key: 'tell', icon: <Icon name="alarms" />, label: t('tell.menu') },
    { key: 'password', icon: <Icon name="key" />, label: t('header.changePassword') },
    { key: 'sign-out', icon: <Icon name="signOut" />, label: t('header.signOut') },
  ];
  const onClick = ({ key }: { key: string }) => {
    if (key === 'tell') {
      setTelling(true);
    } else if (key === 'password') {
      setChanging(true);
    } else if (key === 'sign-out') {
      signOut.mutate();
    }
  };
  return (
    <>
      <Dropdown menu={{ items, onClick }} trigger={['click']} placement="bottomRight">
        <Button type="text" className="header-button" aria-label={t('header.account')} data-testid="account-menu">
          <span className="avatar" aria-hidden="true">
            {initialsOf(session.name || session.username)}
          </span>
          <span className="account-name">{session.name || session.username}</span>
          <Icon name="chevronDown" size={16} />
        </Button>
      </Dropdown>
      <TellDialog open={telling} onClose={() => { setTelling(false); }} />
      <PasswordDialog open={changing} onClose={() => { setChanging(false); }} />
    </>
  );
}

/** In Vietnamese the given name comes last. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return (words[words.length - 1] ?? '').slice(0, 1).toUpperCase();
}
