import { join } from 'node:path';
import type { Browser, CDPSession, Page } from '@playwright/test';
import {
  ALL_FORMATS,
  EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  FilePathTarget,
  Input,
  Output,
  WebMOutputFormat,
} from 'mediabunny';
import { MADE_CLIPS } from '../../media/scenes/made-clips.ts';
import { load } from './machine.ts';
import { type MeasuredWindow, type Place, preparedPage, waitForFirst, waitUntilReady } from './measure.ts';
import { medianCost, type PageCost, type TimelineCost } from './timeline-cost.ts';

const SCENE = 'eight-faces.webm';
const LONG_CLIP = 'eight-faces-long.webm';
/** The timeline has a minute to draw and to sum up before it is measured. */
const FILLED_SECONDS = 62;
/** Several steps of the window, each of which draws everything again. */
const MEASURED_SECONDS = 24;
/** Rounds alternate, so that other work on the machine meets both alike. */
const ROUNDS = 2;
/** The default width of the page's tests, in which the timeline is shown by itself. */
const WIDE = { width: 1440, height: 900 };

/** What the page's thread does for a frame of eight faces, without and with the timeline. */
export async function measureTimeline(browser: Browser, place: Place): Promise<TimelineCost> {
  await repeatClip(join(MADE_CLIPS, SCENE), join(MADE_CLIPS, LONG_CLIP), FILLED_SECONDS + MEASURED_SECONDS);
  const costs: Record<'off' | 'on', PageCost[]> = { off: [], on: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const timeline of ['off', 'on'] as const) {
      const cost = await measureOne(browser, place, timeline);
      costs[timeline].push(cost);
      console.log(
        `timeline ${timeline}: ${cost.taskMs.toFixed(2)} ms of the page's thread a frame (${(cost.taskMs * cost.fps).toFixed(0)} ms a second), ${cost.fps.toFixed(1)} frames/s (load ${load()})`,
      );
    }
  }
  return { without: medianCost(costs.off), with: medianCost(costs.on) };
}

async function measureOne(browser: Browser, { server }: Place, timeline: 'off' | 'on'): Promise<PageCost> {
  const context = await browser.newContext({ viewport: WIDE });
  try {
    server.setClip(LONG_CLIP);
    const mien = {
      name: 'Mien',
      maker: 'mien',
      address: `/?source=sample&backend=wasm&timeline=${timeline}`,
    } as const;
    const page = await preparedPage(context, mien);
    const session = await context.newCDPSession(page);
    // The thread's own time: what other work on the machine takes from it does not count.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(server.origin + mien.address);
    await waitForFirst(page, mien, 'label');
    await waitUntilReady(page, mien);
    // At twice the speed the minute passes in half the time.
    const speed = page.getByRole('combobox', { name: 'Speed' });
    await speed.selectOption('2');
    while ((await positionOf(page)) < FILLED_SECONDS) await page.waitForTimeout(200);
    await speed.selectOption('1');
    await page.evaluate(() => (window as unknown as MeasuredWindow).bench.restart());
    const before = await threadOf(session);
    await page.waitForTimeout(MEASURED_SECONDS * 1000 - 1000);
    const after = await threadOf(session);
    const { frames, seconds } = await page.evaluate(() => {
      const { frames, seconds } = (window as unknown as MeasuredWindow).bench.read();
      return { frames: frames.length, seconds };
    });
    return {
      taskMs: (after.TaskDuration - before.TaskDuration) / frames,
      scriptMs: (after.ScriptDuration - before.ScriptDuration) / frames,
      fps: frames / seconds,
    };
  } finally {
    await context.close();
  }
}

/** Seconds of the clip that is shown. */
const positionOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelector('video')?.currentTime ?? 0);

/** Times of the page's thread since the navigation, milliseconds. The engine's worker is not among them. */
async function threadOf(session: CDPSession): Promise<Record<'TaskDuration' | 'ScriptDuration', number>> {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string) => 1000 * (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN);
  return { TaskDuration: of('TaskDuration'), ScriptDuration: of('ScriptDuration') };
}

/** Writes the clip's pictures again and again, until it lasts `seconds`, without encoding them again. */
async function repeatClip(from: string, to: string, seconds: number): Promise<void> {
  const input = new Input({ source: new FilePathSource(from), formats: ALL_FORMATS });
  const track = await input.getPrimaryVideoTrack();
  const config = await track?.getDecoderConfig();
  if (!track?.codec || !config) throw new Error(`${from} has no pictures`);
  const packets: EncodedPacket[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet);
  const length = await track.computeDuration();
  const source = new EncodedVideoPacketSource(track.codec);
  const output = new Output({ format: new WebMOutputFormat(), target: new FilePathTarget(to) });
  output.addVideoTrack(source);
  await output.start();
  for (let start = 0; start < seconds; start += length) {
    for (const { data, type, timestamp, duration } of packets)
      await source.add(new EncodedPacket(data, type, timestamp + start, duration), { decoderConfig: config });
  }
  await output.finalize();
  input.dispose();
}
