import { chromium } from '@playwright/test';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'] });
for (const [w, h, n] of [[1440, 900, 'wide'], [390, 844, 'phone']] as const) {
  const p = await b.newPage({ viewport: { width: w, height: h } });
  await p.goto('http://localhost:4801/'); await p.waitForTimeout(1500); await p.screenshot({ path: `/tmp/l-welcome-${n}.png` });
  await p.locator('input[type=file]').first().setInputFiles(['../shared/pictures/' + process.argv[2]!]); await p.waitForTimeout(5000); await p.screenshot({ path: `/tmp/l-photo-${n}.png` });
  await p.goto('http://localhost:4801/?source=sample'); await p.waitForTimeout(6000); await p.screenshot({ path: `/tmp/l-sample-${n}.png` });
  await p.goto('http://localhost:4801/'); await p.getByRole('link', { name: /booth/i }).or(p.getByRole('button', { name: /booth/i })).first().click(); await p.waitForTimeout(4000); await p.screenshot({ path: `/tmp/l-setup-${n}.png` });
  console.log(p.url());
  await p.close();
}
await b.close();
