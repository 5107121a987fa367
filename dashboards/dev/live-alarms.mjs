/*
 * Keeps a real server busy with alarms while its console is measured (smoothness.mjs): so many live ones, of which so
 * many change every second, returned or raised anew. Makes its own area, site, devices and rules.
 *
 *   node dashboards/dev/live-alarms.mjs --url http://localhost:8080 [--user admin --password …] [--alarms 2000] [--changes 50] [--minutes 12]
 *
 * A password is read from KENH_PASSWORD if it is not given. Says "live" when all are. Every alarm changes again after
 * alarms/changes seconds; below 20 s the server would hold them as chattering.
 */
const given = new Map(process.argv.slice(2).flatMap((word, index, all) => (word.startsWith('--') ? [[word.slice(2), all[index + 1]]] : [])));
const url = given.get('url') ?? 'http://localhost:8080';
const alarms = Number(given.get('alarms') ?? 2_000);
const changes = Number(given.get('changes') ?? 50);
const minutes = Number(given.get('minutes') ?? 12);
/** A device may have 500 series. */
const SERIES = 400;
const PLACE = 'nhieu-canh-bao';
const LIMIT = 3.2;

let token = '';
async function api(method, path, body) {
  const headers = { 'Content-Type': 'application/json', ...(token === '' ? {} : { Authorization: `Bearer ${token}` }) };
  const response = await fetch(`${url}/api/v1${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (!response.ok) {
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }
  return response.json();
}

token = (await api('POST', '/session', { username: given.get('user') ?? 'admin', password: given.get('password') ?? process.env.KENH_PASSWORD })).token;
await api('POST', '/areas', { id: PLACE, code: '99997', name: 'Xã Nhiều Cảnh Báo', kind: 'commune' });
await api('POST', '/sites', { id: PLACE, name: 'Trạm Nhiều Cảnh Báo', kind: 'pumping-station', area: PLACE, lat: 20.73, lon: 105.77 });
const devices = [];
for (let number = 1; number * SERIES < alarms + SERIES; number++) {
  devices.push(await api('POST', '/devices', { id: `${PLACE}-${number}`, site: PLACE, kind: 'level-gauge', name: `Thước nước ${number}` }));
}
const places = Array.from({ length: alarms }, (_, index) => ({ device: devices[Math.floor(index / SERIES)], series: `p${(index % 10 === 0 ? 1 : index % 3 === 0 ? 2 : 3)}-${index % SERIES}/level`, high: false }));

/** Sends new values, one message for each device concerned. */
async function send(some, value) {
  const values = new Map();
  for (const place of some) {
    values.set(place.device, { ...values.get(place.device), [place.series]: value(place) });
  }
  await Promise.all([...values].map(async ([{ id, secret }, one]) => {
    const response = await fetch(`${url}/v1/readings`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${id}:${secret}` },
      body: JSON.stringify({ ts: Date.now(), values: one }),
    });
    if (response.status !== 204) {
      throw new Error(`readings: ${response.status} ${await response.text()}`);
    }
  }));
}
const low = () => 2.1;
const high = () => Number((LIMIT + 0.05 + Math.random() * 0.4).toFixed(2));
const wait = (millis) => new Promise((resolve) => { setTimeout(resolve, millis); });

await send(places, low);
for (const priority of [1, 2, 3]) {
  await api('POST', '/rules', {
    name: { vi: `Mực nước bể hút cao, mức ${priority}`, en: `Suction level high, priority ${priority}` },
    series: `p${priority}-*/level`,
    scope: { site: PLACE },
    condition: { type: 'high', setpoint: LIMIT, deadband: 0.05, onDelay: 'PT0S', offDelay: 'PT0S' },
    priority,
  });
}
let live = 0;
for (let second = 0; live < alarms; second++) {
  if (second > 90) {
    throw new Error(`${live} alarms of ${alarms} are live`);
  }
  await wait(1_000);
  await send(places, high);
  live = (await api('GET', '/alarms?view=live&limit=5000')).length;
}
places.forEach((place) => { place.high = true; });
process.stdout.write('live\n');

const began = Date.now();
let next = 0;
let sent = 0;
while (Date.now() - began < minutes * 60_000) {
  // A tenth of a second's changes at a time, as they are due.
  const due = Math.floor(((Date.now() - began) / 1_000) * changes) - sent;
  if (due > 0) {
    const some = Array.from({ length: Math.min(due, alarms) }, () => places[next++ % alarms]);
    some.forEach((place) => { place.high = !place.high; });
    await send(some, (place) => (place.high ? high() : low()));
    sent += some.length;
  }
  await wait(100);
}
live = (await api('GET', '/alarms?view=live&limit=5000')).length;
process.stdout.write(`${sent} changes in ${Math.round((Date.now() - began) / 1_000)} s, ${live} alarms live\n`);
