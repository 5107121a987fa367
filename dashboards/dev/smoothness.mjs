/*
 * Watches the alarm console for a while as an operator does and tells how smoothly it ran: times between frames, and
 * the heap before and after. Needs Chromium and playwright-core (npm install --no-save playwright-core).
 *
 *   node dev/smoothness.mjs --url http://localhost:8080 --minutes 10 [--user admin --password …] [--out figures.json]
 *
 * A password is read from KENH_PASSWORD if it is not given. Without a server: MOCK_SIGNED_IN=1 MOCK_ALARMS=2000
 * MOCK_CHANGES=50 npx vite preview.
 */
import { writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const given = new Map(process.argv.slice(2).flatMap((word, index, all) => (word.startsWith('--') ? [[word.slice(2), all[index + 1]]] : [])));
const url = given.get('url') ?? 'http://localhost:4173';
const minutes = Number(given.get('minutes') ?? 2);
const width = Number(given.get('width') ?? 1440);
const height = Number(given.get('height') ?? 900);

const browser = await chromium.launch({
  executablePath: given.get('chromium') ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info', '--js-flags=--expose-gc'],
});
const page = await browser.newPage({ viewport: { width, height }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' });
const complaints = [];
page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
page.on('pageerror', (error) => { complaints.push(error.message); });
await page.goto(`${url}/alarms`);
if (given.has('user')) {
  await page.getByTestId('login-username').fill(given.get('user'));
  await page.getByTestId('login-password').fill(given.get('password') ?? process.env.KENH_PASSWORD ?? '');
  await page.getByTestId('login-submit').click();
  await page.getByTestId('live-state').waitFor();
  await page.goto(`${url}/alarms`);
}
await page.getByTestId('alarm-row').first().waitFor({ timeout: 60_000 });
await page.waitForTimeout(10_000);

const heap = async () => {
  await page.evaluate(() => { globalThis.gc?.(); globalThis.gc?.(); });
  return page.evaluate(() => performance.memory.usedJSHeapSize);
};

await page.evaluate(() => {
  const watch = { frames: [], changes: 0, longTasks: [] };
  globalThis.smoothness = watch;
  let last = performance.now();
  const onFrame = (now) => {
    watch.frames.push(now - last);
    last = now;
    watch.running = requestAnimationFrame(onFrame);
  };
  watch.running = requestAnimationFrame(onFrame);
  new PerformanceObserver((list) => { list.getEntries().forEach((entry) => { watch.longTasks.push(entry.duration); }); }).observe({ entryTypes: ['longtask'] });
  new MutationObserver((list) => { watch.changes += list.length; }).observe(document.querySelector('[data-testid=alarm-list]'), { subtree: true, childList: true, characterData: true, attributes: true });
});

/** Processor time of the page's process in seconds: what a busy machine does not change. */
const system = await browser.newBrowserCDPSession();
const processor = async () => {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  return Math.max(...processInfo.filter(({ type }) => type === 'renderer').map(({ cpuTime }) => cpuTime));
};

const before = await heap();
const processorBefore = await processor();
const began = Date.now();
const until = began + minutes * 60_000;
const list = page.getByTestId('alarm-list');
let step = 0;
const heaps = [];
while (Date.now() < until) {
  // What an operator does: looks, points, scrolls, walks by keyboard, opens one, closes it, lets the new ones in.
  const box = await list.boundingBox();
  const at = { x: (box?.x ?? 300) + 200 + (step % 7) * 40, y: (box?.y ?? 300) + 60 + (step % 5) * 60 };
  switch (step % 8) {
    case 0: await page.mouse.move(at.x, at.y, { steps: 6 }); break;
    case 1: await page.mouse.wheel(0, 900); break;
    case 2: await page.mouse.wheel(0, 4_000); break;
    case 3: await page.mouse.wheel(0, -20_000); break;
    case 4: for (let times = 0; times < 5; times++) { await page.keyboard.press('j'); } break;
    case 5: await page.keyboard.press('Enter'); break;
    case 6: await page.keyboard.press('n'); break;
    case 7: await page.keyboard.press('Escape'); await page.keyboard.press('Escape'); await page.mouse.move(20, 400); break;
  }
  await page.waitForTimeout(1_500);
  if (step % 20 === 0) {
    heaps.push({ seconds: Math.round((Date.now() - began) / 1000), bytes: await page.evaluate(() => performance.memory.usedJSHeapSize) });
  }
  step += 1;
}
const watched = await page.evaluate(() => {
  cancelAnimationFrame(globalThis.smoothness.running);
  return globalThis.smoothness;
});
const processorAfter = await processor();
const after = await heap();
const rows = Number(await list.getAttribute('data-rows'));
await browser.close();

const sorted = [...watched.frames].sort((a, b) => a - b);
const at = (share) => Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1));
const figures = {
  url,
  minutes: Number(((Date.now() - began) / 60_000).toFixed(2)),
  rows,
  frames: sorted.length,
  frameMillis: { median: at(0.5), p95: at(0.95), p99: at(0.99), p999: at(0.999), most: at(1) },
  longerThan: { 33: sorted.filter((each) => each > 33.4).length, 50: sorted.filter((each) => each > 50).length, 100: sorted.filter((each) => each > 100).length },
  processorPercent: Number((((processorAfter - processorBefore) * 100_000) / (Date.now() - began)).toFixed(1)),
  longTasks: watched.longTasks.length,
  heapMegabytes: { before: mega(before), after: mega(after), along: heaps.map(({ seconds, bytes }) => `${seconds} s: ${mega(bytes)}`) },
  changesDrawn: watched.changes,
  complaints,
};
function mega(bytes) {
  return Number((bytes / 1_048_576).toFixed(1));
}
const text = JSON.stringify(figures, null, 2);
process.stdout.write(`${text}\n`);
if (given.has('out')) {
  writeFileSync(given.get('out'), `${text}\n`);
}
