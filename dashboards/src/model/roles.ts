import type { Role, Session } from './types';

export const ROLES: readonly Role[] = [
  'operator',
  'supervisor',
  'agriculture-officer',
  'broadcaster',
  'commune-viewer',
  'auditor',
  'administrator',
];

export const has = (session: Session, ...roles: Role[]): boolean => roles.some((role) => session.roles.includes(role));

/** What the server allows too; the screens only hide what would be refused. */
export const mayCommand = (session: Session): boolean => has(session, 'operator', 'supervisor', 'administrator');
export const mayAdminister = (session: Session): boolean => has(session, 'administrator');
/** Rules, and the issue of what others drafted. */
export const maySetRules = (session: Session): boolean => has(session, 'supervisor', 'administrator');
/** How the shift went: handovers and the quality of alarms. */
export const maySeeQuality = (session: Session): boolean => has(session, 'operator', 'supervisor', 'auditor', 'administrator');
/** Who is told of alarms, and what became of the messages. */
export const maySeeNotifications = (session: Session): boolean => has(session, 'supervisor', 'auditor', 'administrator');
export const maySeeSystem = (session: Session): boolean => has(session, 'administrator', 'auditor');
