import { describe, expect, test } from 'vitest';
import { TEMPLATE_112 } from '#core/align.ts';
import { OUTPUT_SIZES } from '#core/labels.ts';
import type { Detection, Logits, Picture } from '#core/types.ts';
import type { Classifier, Detector } from './parts.ts';
import { createPipeline } from './pipeline.ts';
import type { EngineOptions } from './protocol.ts';

const SIZE = 8;
const OPTIONS: EngineOptions = {
  maxFaces: 8,
  detector: 'full',
  smoothing: true,
  exhaustive: false,
  area: null,
  cover: false,
};

/** A grey picture with squares, because nothing is shown of a face without detail. */
function picture(brightness = (_x: number) => 128): Picture {
  const data = new Uint8ClampedArray(640 * 480 * 4);
  for (let i = 0; i < 640 * 480; i++) {
    const [x, y] = [i % 640, Math.floor(i / 640)];
    const odd = (Math.floor(x / 20) + Math.floor(y / 20)) % 2;
    data.fill(brightness(x) + (odd === 1 ? 12 : -12), i * 4, i * 4 + 3);
  }
  return { width: 640, height: 480, data };
}

const SQUARES = picture();

/** A picture that grows brighter towards one side. */
function litFrom(side: 'right' | 'left'): Picture {
  return picture((x) => ((side === 'right' ? x : 639 - x) * 255) / 639);
}

/** A frontal face whose box has its top left corner at x, y. */
function detection(x: number, y = 100, size = 120, score = 0.95): Detection {
  const point = (u: number, v: number) => ({ x: x + u * size, y: y + v * size });
  return {
    box: { x, y, width: size, height: size },
    keypoints: {
      rightEye: point(0.3, 0.35),
      leftEye: point(0.7, 0.35),
      noseTip: point(0.5, 0.57),
      mouthCentre: point(0.5, 0.76),
      rightEar: point(0.05, 0.4),
      leftEar: point(0.95, 0.4),
    },
    score,
  };
}

/** Logits of a happy, smiling woman of this age; `visible`: of face, eyes and mouth. */
function logits(years: number, visible = [8, 8, 8]): Logits {
  const peak = (length: number, best: number) =>
    Array.from({ length }, (_, index) => (index === best ? 8 : 0));
  return {
    age: peak(OUTPUT_SIZES.age, years),
    gender: peak(OUTPUT_SIZES.gender, 0),
    emotion: peak(OUTPUT_SIZES.emotion, 1),
    smile: peak(OUTPUT_SIZES.smile, 1),
    visible,
  };
}

function setUp(
  found: () => readonly Detection[],
  options: EngineOptions = OPTIONS,
  faceMs = 1,
  read: (crop: Float32Array) => Logits = () => logits(30),
  late = false,
) {
  const batches: number[] = [];
  let clock = 0;
  const detector: Detector & { closed: boolean } = {
    closed: false,
    detect: () => found(),
    close() {
      detector.closed = true;
    },
  };
  // Pictures of 640 pixels are too large for the second detector.
  const secondOpinion = () => Promise.reject(new Error('must not be requested'));
  const classifier: Classifier = {
    inputSize: SIZE,
    async classify(input, count) {
      expect(input.length).toBe(count * SIZE * SIZE * 3);
      batches.push(count);
      clock += faceMs * count;
      const values = SIZE * SIZE * 3;
      return Array.from({ length: count }, (_, i) => read(input.subarray(i * values, (i + 1) * values)));
    },
    close: () => {},
  };
  const crop = {
    size: SIZE,
    template: TEMPLATE_112,
    scale: 1 / 127.5,
    offset: -1,
    temperature: { age: 1, gender: 1, emotion: 1, smile: 1 },
  };
  const reader = { classifier, crop };
  const pipeline = createPipeline({ detector, secondOpinion, reader: null, now: () => clock }, options);
  if (!late) pipeline.setReader(reader);
  /** Reads one frame every 33 ms and returns the last result. */
  const watch = async (frames: number, from = 0) => {
    let result = await pipeline.readLive(SQUARES, from, 0);
    for (let i = 1; i < frames; i++) result = await pipeline.readLive(SQUARES, from + i * 33, 0);
    return result;
  };
  return { pipeline, reader, batches, detector, watch };
}

describe('live', () => {
  test('a face is detected, tracked, read and settled', async () => {
    const { watch } = setUp(() => [detection(100)]);
    const [face] = (await watch(45)).faces;
    expect(face).toMatchObject({
      id: 1,
      settled: true,
      shown: { gender: 'woman', emotion: 'happiness', smiling: true },
    });
    expect(face?.shown?.years).toBeGreaterThan(25);
  });

  test('nobody outside the area has a track, a reading, or a place among the most faces', async () => {
    let x = 100;
    const area = { x: 0, y: 0, width: 0.5, height: 1 };
    const options = { ...OPTIONS, exhaustive: true, maxFaces: 1 };
    const { pipeline, watch, batches } = setUp(() => [detection(x, 20), detection(380, 150, 200)], {
      ...options,
      area,
    });
    const result = await watch(45);
    expect(result.faces.map(({ id, box }) => [id, Math.round(box.x)])).toEqual([[1, 100]]);
    expect(result.seen).toBe(1);
    expect(new Set(batches)).toEqual(new Set([1]));
    x = 270;
    const gone = await watch(1, 45 * 33);
    expect([gone.faces.length, gone.cost.classified]).toEqual([0, 0]);
    pipeline.setOptions({ ...options, area: null });
    expect((await watch(40, 46 * 33)).seen).toBe(2);
  });

  test('for covered faces, a result has every region, also of what is no face and of people beyond the most', async () => {
    const found = [detection(100), detection(400, 100, 100, 0.6)];
    const one = setUp(
      () => found,
      { ...OPTIONS, cover: true, maxFaces: 1 },
      1,
      () => logits(30, [-8, -8, -8]),
    );
    const result = await one.watch(20);
    expect(result.faces).toEqual([]);
    for (const { box } of found) {
      const hides = result.cover?.regions.some(
        ({ region }) => region.x < box.x && region.x + region.width > box.x + box.width,
      );
      expect(hides).toBe(true);
    }
    expect(result.cover?.at).toBe(19 * 33);
    expect(result.cover?.searchedSince).toBeGreaterThan(0);
    one.pipeline.setOptions(OPTIONS);
    expect((await one.watch(1, 700)).cover).toBeUndefined();
  });

  test('for covered faces, a track that shows another person is not the same person any more', async () => {
    const { pipeline } = setUp(() => [detection(260)], { ...OPTIONS, cover: true });
    const [left, right] = [litFrom('left'), litFrom('right')];
    // The light changes on so few pixels of the picture that it is no cut.
    const corner = { ...left, data: left.data.slice() };
    for (let y = 0; y < 320; y++)
      corner.data.set(right.data.subarray((y * 640 + 140) * 4, (y * 640 + 500) * 4), (y * 640 + 140) * 4);
    const followed: (readonly number[] | undefined)[] = [];
    for (let i = 0; i < 60; i++)
      followed.push((await pipeline.readLive(i < 40 ? left : corner, i * 33, 0)).cover?.followed);
    expect(followed.slice(1, 40).every((ids) => ids?.length === 1)).toBe(true);
    expect(followed.slice(40, 46).some((ids) => ids?.length === 0)).toBe(true);
    expect(followed.at(-1)).toHaveLength(1);
  });

  test('until the attribute network is loaded faces are detected and tracked, and none is read', async () => {
    const { pipeline, reader, watch } = setUp(
      () => [detection(100)],
      OPTIONS,
      1,
      () => logits(30),
      true,
    );
    const unread = await watch(10);
    expect(unread.faces).toMatchObject([{ id: 1, settled: false, reading: null, shown: null, readAt: null }]);
    expect(unread.cost).toMatchObject({ classified: 0, readings: 0 });
    await expect(pipeline.readStill(SQUARES, 0)).rejects.toThrow('not there yet');
    pipeline.setReader(reader);
    expect((await watch(1, 330)).faces).toMatchObject([{ id: 1, readAt: 330, shown: { gender: 'woman' } }]);
  });

  test('a covered mouth is part of the evidence and withholds emotion and smile', async () => {
    const { watch } = setUp(
      () => [detection(100)],
      OPTIONS,
      1,
      () => logits(30, [8, 8, -Math.log(9)]),
    );
    const [face] = (await watch(45)).faces;
    expect(face?.evidence).toMatchObject({ face: expect.closeTo(1, 2), mouth: expect.closeTo(0.1, 5) });
    expect(face?.withheld).toEqual({ emotion: 'covered', smile: 'covered' });
    expect(face?.shown).toMatchObject({ gender: 'woman', emotion: null, smiling: null });
  });

  describe('what is no face', () => {
    const BRICKS = [-8, 0, 0];
    const lit = picture((x) => (x < 320 ? 128 : 230));
    /** Crops of the half that is lit are bricks. */
    const bricks = detection(400, 100, 200);
    const four = (score: number) => [0, 160, 320, 480].map((x) => detection(x, 100, 120, score));
    const read = (crop: Float32Array) => logits(30, crop[0]! > 0.5 ? BRICKS : [8, 8, 8]);

    test('is not among the faces, is not counted, and takes no place', async () => {
      const options = { ...OPTIONS, maxFaces: 1 };
      const { pipeline } = setUp(() => [detection(40), bricks], options, 1, read);
      let result = await pipeline.readLive(lit, 0, 0);
      for (let at = 33; at < 1000; at += 33) result = await pipeline.readLive(lit, at, 0);
      expect(result.faces.map(({ box }) => Math.round(box.x))).toEqual([40]);
      expect(result.seen).toBe(1);
    });

    test('is read about once a second, and again as often as others when it looks like a face', async () => {
      let visible = BRICKS;
      const { pipeline, batches } = setUp(
        () => [detection(100)],
        OPTIONS,
        1,
        () => logits(30, visible),
      );
      let at = 0;
      /** The numbers of faces and of readings in the next two seconds. */
      const next = async () => {
        batches.length = 0;
        let result = await pipeline.readLive(SQUARES, at, 0);
        for (const end = at + 2000; at < end; at += 100) result = await pipeline.readLive(SQUARES, at, 0);
        return { faces: result.faces.length, seen: result.seen, readings: batches.length };
      };
      expect(await next()).toMatchObject({ faces: 0, seen: 0 });
      expect(await next()).toEqual({ faces: 0, seen: 0, readings: 2 });
      visible = [8, 8, 8];
      const found = await next();
      expect(found).toMatchObject({ faces: 1, seen: 1 });
      expect(found.readings).toBeGreaterThan(15);
    });

    test('is shown by a sure detector until its first reading, and by an unsure one only after it', async () => {
      const shown = async (score: number, visible: number[]) => {
        const { watch } = setUp(
          () => four(score),
          OPTIONS,
          1,
          () => logits(30, visible),
        );
        const counts: number[] = [];
        for (const at of [0, 33, 66]) counts.push((await watch(1, at)).faces.length);
        return counts;
      };
      // The budget of a frame suffices for three faces; an unsure face needs a second detection.
      expect(await shown(0.95, BRICKS)).toEqual([1, 0, 0]);
      expect(await shown(0.95, [8, 8, 8])).toEqual([4, 4, 4]);
      expect(await shown(0.7, BRICKS)).toEqual([0, 0, 0]);
      expect(await shown(0.7, [8, 8, 8])).toEqual([0, 3, 4]);
    });

    test('boxes stay when the attribute network arrives, until a reading says that they are none', async () => {
      let visible = [8, 8, 8];
      const { pipeline, reader, watch } = setUp(
        () => four(0.7),
        OPTIONS,
        1,
        () => logits(30, visible),
        true,
      );
      expect((await watch(5)).faces).toHaveLength(4);
      pipeline.setReader(reader);
      visible = BRICKS;
      expect((await watch(1, 165)).faces).toHaveLength(1);
      expect((await watch(1, 198)).faces).toHaveLength(0);
    });

    test('faces of a restarted engine are shown before they are read again', async () => {
      const { faces } = await setUp(() => four(0.7)).watch(30);
      expect(faces).toHaveLength(4);
      const { pipeline, watch } = setUp(() => four(0.7));
      pipeline.resume({ faces, nextId: 5 });
      expect((await watch(1, 9000)).faces).toHaveLength(4);
    });

    test('never makes more faces than the limit when it is taken for one again', async () => {
      let visible = BRICKS;
      const options = { ...OPTIONS, maxFaces: 1 };
      const { pipeline } = setUp(
        () => [detection(40), bricks],
        options,
        1,
        (crop) => logits(30, crop[0]! > 0.5 ? visible : [8, 8, 8]),
      );
      for (let at = 0; at < 1200; at += 100) await pipeline.readLive(lit, at, 0);
      visible = [8, 8, 8];
      const seen = new Set<number>();
      for (let at = 1200; at < 4000; at += 100) {
        const { faces } = await pipeline.readLive(lit, at, 0);
        expect(faces).toHaveLength(1);
        seen.add(faces[0]!.id);
      }
      // The larger one takes the place.
      expect([...seen]).toHaveLength(2);
    });
  });

  test('without a detection there are no faces and the network does not run', async () => {
    const { watch, batches } = setUp(() => []);
    expect((await watch(3)).faces).toEqual([]);
    expect(batches).toEqual([]);
  });

  test('faces are read in one batch that fits the time budget, and every face gets a turn', async () => {
    const six = Array.from({ length: 6 }, (_, index) => detection(index * 100, 100, 90));
    const { watch, batches } = setUp(() => six, OPTIONS, 12);
    const result = await watch(60);
    expect(Math.max(...batches.slice(5))).toBeLessThanOrEqual(4);
    expect(result.faces).toHaveLength(6);
    expect(result.faces.every((face) => face.settled)).toBe(true);
  });

  test('exhaustive: every face is read in every frame', async () => {
    const three = [detection(0), detection(200), detection(400)];
    const { watch, batches } = setUp(() => three, { ...OPTIONS, exhaustive: true }, 100);
    await watch(10);
    expect(new Set(batches)).toEqual(new Set([3]));
  });

  test('a cut to another person at the same place shows in the first reading', async () => {
    // If lit from the right, the crop's last value is brighter than its first: read as a boy, else a woman.
    const boy = { ...logits(8), gender: [0, 8] };
    const { pipeline } = setUp(
      () => [detection(260)],
      OPTIONS,
      1,
      (crop) => (crop.at(-1)! > crop[0]! ? boy : logits(60)),
    );
    let at = 0;
    const read = async (lit: Picture) => {
      at += 33;
      const { faces } = await pipeline.readLive(lit, at, 0);
      return faces[0];
    };
    const [left, right] = [litFrom('left'), litFrom('right')];
    for (let i = 0; i < 100; i++) await read(left);
    expect((await read(left))?.shown?.gender).toBe('woman');
    let face = await read(right);
    for (let i = 0; i < 10 && face?.readAt !== at; i++) face = await read(right);
    expect(face?.readAt).toBe(at);
    expect(face).toMatchObject({ id: 1, shown: { gender: 'man' } });
    expect(face?.reading?.age.years).toBeLessThan(20);
  });

  test('after a change of source no face is remembered and no id is reused', async () => {
    const { watch, pipeline } = setUp(() => [detection(100)]);
    const before = (await watch(30)).faces[0]?.id ?? 0;
    pipeline.forget();
    const after = (await watch(5, 5000)).faces[0];
    expect(after?.id).toBeGreaterThan(before);
  });

  test('a restarted engine gives the same face the same id', async () => {
    const first = setUp(() => [detection(100)]);
    const faces = (await first.watch(30)).faces;
    const second = setUp(() => [detection(104)]);
    second.pipeline.resume({ faces, nextId: 7 });
    expect((await second.watch(3, 9000)).faces[0]?.id).toBe(faces[0]?.id);
  });

  test('a replaced detector is closed', () => {
    const { pipeline, detector } = setUp(() => []);
    pipeline.setDetector({ detect: () => [], close: () => {} });
    expect(detector.closed).toBe(true);
  });
});

describe('still', () => {
  test('is read mirrored too, and the mean of both is returned', async () => {
    // A face that is lit from the left is read as a man.
    const lit = (crop: Float32Array) => ({
      ...logits(30),
      gender: crop[0]! > crop[(SIZE - 1) * 3]! ? [0, 8] : [8, 0],
    });
    const half = picture();
    for (let i = 0; i < half.data.length; i++) if ((i >> 2) % half.width < 90) half.data[i] = 255;
    const { pipeline } = setUp(() => [detection(40, 40, 100)], OPTIONS, 1, lit);
    const still = await pipeline.readStill(half, 0);
    expect(still.faces[0]?.reading?.woman).toBeCloseTo(0.5);
    expect(still.cost).toMatchObject({ classified: 1, readings: 2 });
    const live = await pipeline.readLive(half, 0, 0);
    expect(live.faces[0]?.reading?.woman).toBeLessThan(0.1);
    expect(live.cost).toMatchObject({ classified: 1, readings: 1 });
  });

  test('what is no face is left out and not counted, and the others are numbered from 1', async () => {
    const lit = picture((x) => (x < 320 ? 230 : 128));
    const found = async (bricks: number[]) => {
      const { pipeline } = setUp(
        () => [detection(20, 40, 60), detection(160, 40, 60)],
        OPTIONS,
        1,
        (crop) => logits(30, crop[0]! > 0.5 ? bricks : [8, 8, 8]),
      );
      const { faces, seen } = await pipeline.readStill(lit, 0);
      expect(faces.map(({ id }) => id)).toEqual(faces.map((_, i) => i + 1));
      return { faces: faces.length, seen, atLeft: faces.filter(({ box }) => box.x < 200).length };
    };
    const all = await found([8, 8, 8]);
    expect(all.atLeft).toBeGreaterThan(0);
    const rest = all.faces - all.atLeft;
    expect(await found([-8, 8, 8])).toEqual({ faces: rest, seen: all.seen - all.atLeft, atLeft: 0 });
  });

  test('what the second look does not show must convince the network', async () => {
    const shown = async (visible: number[]) => {
      let looks = 0;
      const { pipeline } = setUp(
        () => (looks++ === 0 ? [detection(80, 60, 90, 0.83)] : []),
        OPTIONS,
        1,
        () => logits(30, visible),
      );
      return (await pipeline.readStill(picture(), 0)).faces;
    };
    expect(await shown([1, 8, 8])).toEqual([]);
    const [face] = await shown([8, 8, 8]);
    expect(face).toBeDefined();
    expect(face).not.toHaveProperty('unconfirmed');
  });

  test('the evidence is that of the mean logits of a crop and its mirror image', async () => {
    // Whatever is lit from the left seems covered.
    const half = picture();
    for (let i = 0; i < half.data.length; i++) if ((i >> 2) % half.width < 90) half.data[i] = 255;
    const { pipeline } = setUp(
      () => [detection(40, 40, 100)],
      OPTIONS,
      1,
      (crop) => logits(30, crop[0]! > crop[(SIZE - 1) * 3]! ? [2, 4, -6] : [0, 4, 2]),
    );
    const [face] = (await pipeline.readStill(half, 0)).faces;
    expect(face?.evidence?.face).toBeCloseTo(1 / (1 + Math.exp(-1)), 5);
    expect(face?.evidence?.mouth).toBeCloseTo(1 / (1 + Math.exp(2)), 5);
  });

  test('with many faces is read in parts, and ends where its pace ends it', async () => {
    const many = Array.from({ length: 20 }, (_, i) =>
      detection(5 + 125 * (i % 5), 5 + 118 * Math.floor(i / 5), 100),
    );
    const { pipeline, batches } = setUp(() => many);
    const shares: number[] = [];
    const still = await pipeline.readStill(SQUARES, 0, async (share) => void shares.push(share));
    const count = still.faces.length;
    expect(count).toBeGreaterThan(16);
    expect(still.faces.map(({ id }) => id)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
    expect(still.cost).toMatchObject({ classified: count, readings: 2 * count });
    expect(batches.slice(0, 2)).toEqual([16, 16]);
    const parts = batches.length;
    expect(shares.slice(-parts)).toEqual(batches.map(() => 1));
    const ending = pipeline.readStill(SQUARES, 0, async (share) => {
      if (share === 1) throw new Error('not wanted');
    });
    await expect(ending).rejects.toThrow('not wanted');
    expect(batches).toHaveLength(parts);
  });

  test('is settled after one reading and not tracked', async () => {
    const { pipeline } = setUp(() => [detection(40, 40, 100)]);
    const first = await pipeline.readStill(SQUARES, 0);
    const second = await pipeline.readStill(SQUARES, 0);
    expect(first.faces.length).toBeGreaterThan(0);
    expect(first.faces[0]).toMatchObject({ id: 1, settled: true, shown: { emotion: 'happiness' } });
    expect(second.faces.map((face) => face.id)).toEqual(first.faces.map((face) => face.id));
  });
});
