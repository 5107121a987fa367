import type { Section } from '../sections';

/** The pages of planning and running the water. */
export const planSections: readonly Section[] = [];
