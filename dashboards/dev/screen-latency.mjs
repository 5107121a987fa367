/*
 * Opens the alarm console in Chromium and notes when each alarm first stands on the screen. Started by
 * `bench alarm-latency --screen 'node dashboards/dev/screen-latency.mjs'`, which raises the alarms. Needs Chromium and
 * playwright-core (npm install --no-save playwright-core).
 *
 * KENH_URL, KENH_USER and KENH_PASSWORD say where to sign in. Prints "ready"; when its input ends, a line for each alarm
 * with its subject and two times in Unix milliseconds: when its row was in the page, and when the frame with it was done.
 */
import { chromium } from 'playwright-core';

const MOST_SECONDS_TO_SETTLE = 10;
const { KENH_URL: url = 'http://localhost:8080', KENH_USER: user = 'admin', KENH_PASSWORD: password = '', CHROMIUM: executablePath = '/usr/bin/chromium' } = process.env;

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' });
await page.addInitScript(() => {
  const seen = new Map();
  globalThis.seenAlarms = seen;
  const note = (row) => {
    const id = row.dataset.alarm;
    if (!seen.has(id)) {
      const times = [Date.now(), null];
      seen.set(id, times);
      // A task after the frame's callbacks runs once style, layout and paint of that frame are done.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => { times[1] = Date.now(); };
        port2.postMessage(null);
      });
    }
  };
  const observer = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node instanceof Element) {
          [node, ...node.querySelectorAll('*')].filter((each) => each.dataset?.testid === 'alarm-row').forEach(note);
        }
      }
    }
  });
  observer.observe(document, { childList: true, subtree: true });
});
await page.goto(`${url}/alarms`);
await page.getByTestId('login-username').fill(user);
await page.getByTestId('login-password').fill(password);
await page.getByTestId('login-submit').click();
await page.getByTestId('live-state').waitFor();
await page.goto(`${url}/alarms`);
await page.getByTestId('alarm-search').waitFor();
await page.locator('[data-testid=live-state][data-state=fresh]').waitFor();
// The list stands still under the pointer.
await page.mouse.move(5, 5);
process.stdout.write('ready\n');

process.stdin.resume();
await new Promise((resolve) => { process.stdin.on('end', resolve); });
let before = -1;
for (let second = 0; second < MOST_SECONDS_TO_SETTLE; second++) {
  const now = await page.evaluate(() => globalThis.seenAlarms.size);
  if (now === before) {
    break;
  }
  before = now;
  await page.waitForTimeout(1_000);
}
const lines = await page.evaluate(async () => {
  const alarms = await (await fetch('/api/v1/alarms?view=all&limit=5000')).json();
  return alarms.flatMap(({ id, subject }) => {
    const [inPage, drawn] = globalThis.seenAlarms.get(String(id)) ?? [null, null];
    return inPage === null || drawn === null ? [] : [`${subject} ${inPage} ${drawn}`];
  });
});
await browser.close();
process.stdout.write(lines.map((line) => `${line}\n`).join(''));
