/*
 * Shows alarm messages while the console is not open, and opens the console when one is clicked.
 * It answers no requests and keeps nothing: pages and data always come from the server.
 */

const CONSOLE = '/alarms';
/** Screens of their own, which nobody wants to lose to an alarm. */
const APART = '/wall';

self.addEventListener('install', () => {
  self.skipWaiting();
});

self.addEventListener('push', (event) => {
  const message = messageOf(event.data);
  event.waitUntil(
    self.registration.showNotification(message.title, {
      body: message.body,
      // The same message sent twice is shown once.
      tag: message.id,
      requireInteraction: message.priority === 1,
      data: { address: addressOf(message.alarms) },
    }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const data = event.notification.data;
  event.waitUntil(open((data && data.address) || CONSOLE));
});

/** Of a push that cannot be read something is shown too: browsers withdraw the permission from those who stay silent. */
function messageOf(data) {
  let given;
  try {
    given = data.json();
  } catch {
    given = null;
  }
  const { id, title, body, priority, alarms } = given || {};
  return {
    id: typeof id === 'string' && id !== '' ? id : 'kenh',
    title: typeof title === 'string' && title !== '' ? title : 'Kênh',
    body: typeof body === 'string' ? body : '',
    priority,
    alarms: Array.isArray(alarms) ? alarms.filter((alarm) => Number.isSafeInteger(alarm) && alarm > 0) : [],
  };
}

/** One alarm is opened itself, of many the list. */
function addressOf(alarms) {
  return alarms.length === 1 ? `${CONSOLE}?alarm=${alarms[0]}` : CONSOLE;
}

/** In a console that is open already, without loading it anew: somebody may be writing there. */
async function open(address) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const found = windows.find((each) => !pathOf(each.url).startsWith(APART));
  if (found === undefined) {
    await self.clients.openWindow(address);
    return;
  }
  found.postMessage({ kenh: 'open', address });
  await found.focus();
}

function pathOf(url) {
  return url.slice(self.location.origin.length);
}
