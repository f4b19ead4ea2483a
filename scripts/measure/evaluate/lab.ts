import type { EngineInfo } from '#engine/protocol.ts';
import { readingFingerprint } from '../../lab/fingerprint.ts';
import { buildLabPage, openLabPage } from '../../lab/page.ts';
import type { Lab, PictureReply, PictureRequest } from './lab-wire.ts';

const PAGE = 'scripts/measure/evaluate/page';
const BUILT = '.cache/evaluate/page';
const DETECTORS = 'public/models/face-detector';

/** The page's engine in a real browser, reading files. */
export interface RunningLab {
  readonly info: EngineInfo;
  readonly browser: string;
  /** Fingerprint of everything that a reading depends on. */
  readonly fingerprint: string;
  /** Reads picture files in their order, as the page reads photos. */
  read(
    pictures: readonly (Omit<PictureRequest, 'url'> & { readonly path: string })[],
  ): Promise<readonly PictureReply[]>;
  close(): Promise<void>;
}

/** Builds the lab page, serves it with the network of the folder `attributes`, and starts it in Chromium. */
export async function startLab(attributes: string): Promise<RunningLab> {
  await buildLabPage(PAGE, BUILT);
  const { page, browser, offer, close } = await openLabPage(BUILT, {
    '/models/face-attributes': attributes,
    '/models/face-detector': DETECTORS,
  });
  try {
    const info = await page.evaluate(() => (window as unknown as { lab: Lab }).lab.boot());
    return {
      info,
      browser,
      fingerprint: readingFingerprint(DETECTORS, attributes, [PAGE]),
      async read(wanted) {
        const urls = offer(wanted.map(({ path }) => path));
        const requests = wanted.map(({ path, ...rest }, i) => ({ ...rest, url: urls[i] as string }));
        return page.evaluate((all) => (window as unknown as { lab: Lab }).lab.read(all), requests);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
