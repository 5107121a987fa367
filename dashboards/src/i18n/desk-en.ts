import type { deskVi } from './desk-vi';

export const deskEn: Record<keyof typeof deskVi, string> = {
  'nav.desk': 'Alarm management',
  'nav.rules': 'Alarm rules',
  'nav.quality': 'Alarm quality',
  'nav.handover': 'Shift handover',
  'nav.cap': 'CAP messages',
  'nav.wall': 'Wall display',

  'wall.title': 'Operations centre',
  'wall.link.fresh': 'Live',
  'wall.link.connecting': 'Reconnecting',
  'wall.link.lost': 'Link lost',
  'wall.lost': 'NO CONNECTION TO THE SERVER',
  'wall.lostHint': 'The picture below is of {time}. It reconnects by itself when the server answers.',
  'wall.waiting': 'Waiting to be acknowledged',
  'wall.priority.1': 'Urgent',
  'wall.priority.2': 'Important',
  'wall.priority.3': 'Attend to',
  'wall.unacknowledged': '{n} waiting',
  'wall.allAcknowledged': 'all acknowledged',
  'wall.noneOfThese': 'none',
  'wall.none': 'No alarm waits to be acknowledged',
  'wall.more': 'and {n} more',
  'wall.map': 'Map of alarms by commune',
  'wall.noMap': 'The outlines of the communes are not known',
};
