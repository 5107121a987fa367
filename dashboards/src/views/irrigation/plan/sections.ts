import type { Section } from '../sections';

/** The pages of planning and running the water. */
export const planSections: readonly Section[] = [
  { path: 'today', label: 'today.nav' },
  { path: 'board', label: 'board.nav' },
  { path: 'plans', label: 'plan.nav' },
  { path: 'requests', label: 'inbox.nav' },
];
