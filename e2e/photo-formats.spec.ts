import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { parseCsv } from './csv.ts';
import { expect, fileInput, test as watched } from './fixtures.ts';
import { download, type Exported, exported, row } from './photo-table.ts';

const FOLDER = 'e2e/photos';
const bytesOf = (name: string): Buffer => readFileSync(`${FOLDER}/${name}`);
/** A file without a type, as Windows reports for many of these formats. */
const untyped = (name: string, buffer = bytesOf(name)) => ({ name, mimeType: '', buffer });

const test = watched.extend<{ readonly requests: string[] }>({
  /** Paths that the page and its workers have requested. */
  requests: async ({ context }, use) => {
    const requests: string[] = [];
    context.on('request', (request) => requests.push(new URL(request.url()).pathname));
    await use(requests);
  },
});
const DECODERS = /picture-decoder|heic|libheif|tiff/;

async function open(page: Page, files: readonly { name: string; mimeType: string; buffer: Buffer }[]) {
  await page.goto('/?backend=wasm');
  await fileInput(page).setInputFiles([...files]);
  const count = files.length === 1 ? '1 photo' : `${files.length} photos`;
  await expect(page.getByText(count, { exact: true })).toBeVisible({ timeout: 60_000 });
}

/** Largest differences of two readings: in years, and in any probability. */
function difference(a: Exported | undefined, b: Exported | undefined) {
  if (!a || !b || a.withheld !== b.withheld) throw new Error('not the same words');
  const shares = (row: Exported) => Object.entries(row).filter(([name]) => name.endsWith('_p'));
  const other = new Map(shares(b));
  return {
    years: Math.abs((a.age ?? 0) - (b.age ?? 0)),
    share: Math.max(...shares(a).map(([name, p]) => Math.abs(Number(p) - Number(other.get(name))))),
  };
}

test('HEIC, TIFF and rotated WebP have the reading of the JPEG from which they were made', async ({
  page,
}) => {
  const likeJpeg = ['portrait.heic', 'portrait-exif-6.heic', 'portrait-exif-6.webp', 'portrait.tif'];
  const smaller = ['portrait-exif-6.tif', 'chip-48-white-is-zero.tif'];
  await open(
    page,
    ['portrait.jpg', 'chip-48-grey.png', ...likeJpeg, ...smaller].map((name) => untyped(name)),
  );
  await page.screenshot({ path: 'test-results/photos/formats.png' });
  const rows = await exported(page);
  const of = (name: string) => rows.filter(({ source }) => source === name);
  const [jpeg] = of('portrait.jpg');
  for (const name of likeJpeg) {
    expect(of(name), name).toHaveLength(1);
    const { years, share } = difference(of(name)[0], jpeg);
    console.log(`${name}: ${years.toFixed(2)} years, ${share.toFixed(4)} in a probability`);
    expect(years, name).toBeLessThan(1);
    expect(share, name).toBeLessThan(0.05);
    // The box is at the same position, so the rotation was applied exactly once.
    expect(Math.abs((of(name)[0]?.x ?? 0) - (jpeg?.x ?? 0)), name).toBeLessThan(6);
    expect(Math.abs((of(name)[0]?.y ?? 0) - (jpeg?.y ?? 0)), name).toBeLessThan(6);
  }
  const [small] = of('portrait-exif-6.tif');
  expect(Math.abs(2 * (small?.x ?? 0) - (jpeg?.x ?? 0))).toBeLessThan(12);
  expect(small?.gender).toBe(jpeg?.gender);
  const chips = difference(of('chip-48-white-is-zero.tif')[0], of('chip-48-grey.png')[0]);
  expect([chips.years, chips.share]).toEqual([0, 0]);

  await test.step('and have thumbnails and a large picture', async () => {
    for (const name of ['portrait-exif-6.heic', 'portrait.tif']) {
      await expect(row(page, name).locator('.thumbnail img')).toBeVisible();
      await row(page, name).click();
      const picture = page.getByRole('dialog', { name }).locator('canvas.stage-picture');
      await expect(picture).toBeVisible();
      await expect(picture).toHaveJSProperty('width', 290);
      await expect(picture).toHaveJSProperty('height', 364);
      await page.keyboard.press('Escape');
    }
  });
});

test('decoders are fetched with the first picture that needs them, and not before', async ({
  page,
  requests,
}) => {
  await open(page, [untyped('portrait.jpg'), untyped('portrait.webp')]);
  expect(requests.filter((path) => DECODERS.test(path))).toEqual([]);
  await fileInput(page)
    .first()
    .setInputFiles([untyped('portrait.heic')]);
  await expect(row(page, 'portrait.heic')).toContainText(/\d+–\d+/);
  expect(requests.some((path) => /libheif.*\.wasm$/.test(path))).toBe(true);
  expect(requests.filter((path) => /tiff/.test(path))).toEqual([]);
});

test.describe('without the decoder', () => {
  test.use({ expectedComplaints: /Failed to load resource|net::ERR_FAILED/ });
  test('the table shows the reason, other photos are read, and a second try may succeed', async ({
    page,
  }) => {
    await page.route('**/libheif*.wasm', (route) => route.abort());
    await open(page, [untyped('portrait.heic'), untyped('portrait.jpg')]);
    await expect(row(page, 'portrait.heic')).toContainText('its decoder did not load: check the connection');
    await expect(row(page, 'portrait.jpg')).toContainText(/\d+–\d+/);
    await page.unroute('**/libheif*.wasm');
    await fileInput(page)
      .first()
      .setInputFiles([untyped('again.heic', bytesOf('portrait.heic'))]);
    await expect(row(page, 'again.heic')).toContainText(/\d+–\d+/);
  });
});

test('an animation that begins blank is read at a later frame, and noted as one frame', async ({ page }) => {
  const names = ['blank-first.webp', 'blank-first.gif'];
  await open(
    page,
    names.map((name) => untyped(name)),
  );
  for (const name of names) {
    await expect(row(page, name)).toContainText(/\d+–\d+/);
    await expect(row(page, name)).toContainText('one frame of an animation');
  }
  const notes = (await exported(page)).map(({ face, note }) => [face, note]);
  expect(notes).toEqual(names.map(() => [1, 'one frame of an animation']));
});

test('an animation of which the browser decodes only the first frame is noted as one frame', async ({
  page,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'ImageDecoder'));
  await open(page, [untyped('blank-first.gif')]);
  await expect(row(page, 'blank-first.gif')).toContainText('no face found; one frame of an animation');
});

const le32 = (...values: readonly number[]) => Buffer.from(Uint32Array.from(values).buffer);
/** The header of a run-length coded bitmap of 400 megapixels in a few bytes. */
const bomb = Buffer.concat([
  Buffer.from('BM'),
  le32(99, 0, 54, 40, 20_000, 20_000, 0x0008_0001, 1),
  Buffer.alloc(64),
]);
/** The header of a TIFF of 400 megapixels. */
const largeTiff = Buffer.concat([
  Buffer.from('II*\0\x08\0\0\0\x02\0', 'latin1'),
  le32(0x0004_0100, 1, 20_000, 0x0004_0101, 1, 20_000, 0),
]);
const half = (name: string) => bytesOf(name).subarray(0, bytesOf(name).length >> 1);

/** The reason why each file cannot be read, as in the table, the CSV and the JSON. */
const REASONS: readonly (readonly [name: string, bytes: Buffer, reason: string])[] = [
  ['bomb.bmp', bomb, 'too large: 400 megapixels; make it smaller than 64'],
  ['scan.tif', largeTiff, 'too large: 400 megapixels; make it smaller than 64'],
  [
    'poster.svg',
    Buffer.from('<svg width="20000" height="20000"/>'),
    'too large: 400 megapixels; make it smaller than 64',
  ],
  [
    'drawing.svg',
    Buffer.from('<svg width="20" height="20"/>'),
    'an SVG drawing, which this browser cannot show; save it as PNG',
  ],
  [
    'layers.psd',
    Buffer.from('8BPS\0\x01'),
    'a Photoshop file, which this browser cannot show; save it as JPEG or PNG',
  ],
  [
    'photo.nef',
    bytesOf('portrait-exif-6.tif'),
    'a camera RAW file, which this browser cannot show; export it as JPEG',
  ],
  ['half.heic', half('portrait.heic'), 'damaged or incomplete; copy or download it again'],
  ['half.tif', half('portrait-exif-6.tif'), 'damaged or incomplete; copy or download it again'],
  ['half.webp', half('portrait.webp'), 'damaged or incomplete; copy or download it again'],
  ['truncated.jpg', bytesOf('truncated.jpg'), 'damaged or incomplete; copy or download it again'],
  ['empty.heic', Buffer.alloc(0), 'an empty file'],
  ['text.heic', Buffer.from('no picture'), 'not a picture'],
];

test('table, CSV and JSON show why a photo cannot be read and what to do', async ({ page }) => {
  await open(
    page,
    REASONS.map(([name, bytes]) => untyped(name, bytes)),
  );
  await page.screenshot({ path: 'test-results/photos/reasons.png' });
  for (const [name, , reason] of REASONS) await expect(row(page, name)).toContainText(reason);
  const notes = REASONS.map(([name, , reason]) => [name, reason]);
  expect((await exported(page)).map(({ source, note }) => [source, note])).toEqual(notes);
  const [head = [], ...records] = parseCsv((await download(page, 'CSV')).text);
  const [source, note] = [head.indexOf('source'), head.indexOf('note')];
  expect(records.map((record) => [record[source], record[note]])).toEqual(notes);
});
