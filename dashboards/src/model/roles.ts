import type { Role, Session } from './types';

export const ROLES: readonly Role[] = [
  'operator',
  'supervisor',
  'agriculture-officer',
  'broadcaster',
  'commune-viewer',
  'cooperative',
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
/** Fields, works, plans and what belongs to them. */
export const mayPlanWater = (session: Session): boolean => has(session, 'agriculture-officer', 'supervisor', 'administrator');
/** Crops and tariffs hold for everybody. */
export const maySetCrops = (session: Session): boolean => mayPlanWater(session) && session.area === null;
export const mayAskForWater = (session: Session): boolean => mayPlanWater(session) || has(session, 'operator', 'commune-viewer', 'cooperative');
/** Who is here for their own fields alone and sees nothing else of the district. */
export const isFarmerOnly = (session: Session): boolean => session.roles.length > 0 && session.roles.every((role) => role === 'cooperative');
/** Bulletins, commands to clusters and emergencies, within one's own area. */
export const mayBroadcast = (session: Session): boolean => has(session, 'broadcaster', 'supervisor', 'administrator');
export const maySeeSystem = (session: Session): boolean => has(session, 'administrator', 'auditor');
