/*
 * Lets an emergency bulletin sound at every cluster and watches its page: times between frames, long tasks, processor
 * time, and how the coverage on screen went up. Needs Chromium and playwright-core (npm install --no-save playwright-core)
 * and an emergency bulletin that waits for approval; without a server the mock makes one:
 *
 *   MOCK_SIGNED_IN=1 npx vite preview --port 4173
 *   node dev/loudspeaker-smoothness.mjs --url http://localhost:4173 --seconds 90 [--page /loa]
 */
import { chromium } from 'playwright-core';

const given = new Map(process.argv.slice(2).flatMap((word, index, all) => (word.startsWith('--') ? [[word.slice(2), all[index + 1]]] : [])));
const url = given.get('url') ?? 'http://localhost:4173';
const seconds = Number(given.get('seconds') ?? 90);

const browser = await chromium.launch({ executablePath: given.get('chromium') ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({ viewport: { width: Number(given.get('width') ?? 1440), height: Number(given.get('height') ?? 900) }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' });
const complaints = [];
page.on('pageerror', (error) => { complaints.push(error.message); });
await page.goto(url);

const ask = (method, path, body) => page.evaluate(async ([verb, where, content]) => {
  const response = await fetch(`/api/v1${where}`, { method: verb, headers: { 'Content-Type': 'application/json' }, ...(content ? { body: JSON.stringify(content) } : {}) });
  return response.json();
}, [method, path, body]);

const areas = [...new Set((await ask('GET', '/loudspeakers/clusters')).map(({ area }) => area))];
const [template] = await ask('GET', '/loudspeakers/emergency-templates');
const parameters = Object.fromEntries(template.parameters.map(({ name, example }) => [name, example ?? '1']));
const { id, targets, revision } = await ask('POST', '/loudspeakers/emergencies', { areas, template: template.id, parameters, repeats: 2 });
await page.goto(`${url}${given.get('page') ?? `/loa/khan-cap/${id}`}`);
await page.locator('[data-testid=emergency-cancel], [data-testid=wall]').first().waitFor({ timeout: 60_000 });
await page.waitForTimeout(4_000);

await page.evaluate(() => {
  const watch = { frames: [], long: [], seen: [] };
  globalThis.watched = watch;
  let last = performance.now();
  const onFrame = (now) => {
    watch.frames.push(now - last);
    last = now;
    const shown = document.querySelector('[data-testid=coverage]')?.getAttribute('data-verified');
    if (shown !== undefined && shown !== null && watch.seen[watch.seen.length - 1]?.verified !== Number(shown)) {
      watch.seen.push({ at: Date.now(), verified: Number(shown) });
    }
    requestAnimationFrame(onFrame);
  };
  requestAnimationFrame(onFrame);
  new PerformanceObserver((list) => { list.getEntries().forEach(({ duration }) => { watch.long.push(Math.round(duration)); }); }).observe({ entryTypes: ['longtask'] });
});

const system = await browser.newBrowserCDPSession();
const processor = async () => Math.max(...(await system.send('SystemInfo.getProcessInfo')).processInfo.filter(({ type }) => type === 'renderer').map(({ cpuTime }) => cpuTime));
const before = await processor();
const began = Date.now();
await ask('POST', `/loudspeakers/emergencies/${id}/approve`, { revision });
for (let step = 0; Date.now() < began + seconds * 1000; step++) {
  await page.mouse.move(700, 500);
  await page.mouse.wheel(0, step % 6 < 3 ? 600 : -600);
  await page.waitForTimeout(1_000);
}
const after = await processor();
const { frames, long, seen } = await page.evaluate(() => globalThis.watched);
await browser.close();

frames.sort((a, b) => a - b);
const at = (share) => Number((frames[Math.min(frames.length - 1, Math.floor(frames.length * share))] ?? 0).toFixed(1));
const reached = (share) => { const found = seen.find(({ verified }) => verified >= share * targets); return found ? `${((found.at - began) / 1000).toFixed(1)} s` : null; };
process.stdout.write(`${JSON.stringify({
  clusters: targets,
  seconds,
  frameMillis: { median: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) },
  longTasks: { count: long.length, most: Math.max(0, ...long) },
  processorPercent: Math.round(((after - before) * 100_000) / (Date.now() - began)),
  onScreen: { first: reached(1 / targets), half: reached(0.5), nine: reached(0.9), last: seen.length > 0 ? seen[seen.length - 1].verified : null, updates: seen.length },
  complaints,
}, null, 2)}\n`);
