import { describe, expect, it } from 'vitest';
import { someFace } from '#core/face.test-support.ts';
import type { Box, Face, Withheld, WithheldReason, Words } from '#core/types.ts';
import { withoutWithheld } from '#core/withhold.ts';
import type { Settings } from '#store/state.ts';
import { type Detail, labelLines } from './label.ts';
import { overlap } from './place-labels.ts';
import { layoutScene, type Measure, NO_MEMORY, type Scene } from './scene.ts';

const show: Settings['show'] = { age: true, gender: true, emotion: true, smile: true };
const shown: Words = { years: 34, low: 31, high: 38, gender: 'man', emotion: 'happiness', smiling: true };

function face(id: number, said: Words | null = shown): Face {
  return someFace({ id, settled: said !== null, shown: said, readAt: null });
}

/** Every letter is half as wide as its size, so that the layout needs no canvas. */
const measure: Measure = (text, size) => text.length * size * 0.5;
const at = (id: number, box: Box) => ({ face: face(id), box });
const row = (n: number, size: number, step: number) =>
  Array.from({ length: n }, (_, i) =>
    at(i + 1, { x: 10 + i * step, y: 200, width: size, height: size * 1.2 }),
  );
const picture = { width: 800, height: 500 };
const detailOf = (scene: Scene) => scene.memory.detail;

describe('labelLines', () => {
  it('contain age, gender, emotion and smile, and fewer of them in a crowd', () => {
    expect(labelLines(face(1), show, 'full')).toEqual(['31–38 · man', 'happy · smiling']);
    expect(labelLines(face(1), show, 'brief')).toEqual(['31–38 · man']);
    expect(labelLines(face(1), show, 'least')).toEqual(['31–38']);
    expect(labelLines(face(1), show, 'number')).toEqual([]);
  });

  it('name an unsure gender, and a face without a reading yet', () => {
    expect(labelLines(face(1, { ...shown, gender: 'unsure' }), show, 'full')[0]).toBe(
      '31–38 · gender not sure',
    );
    expect(labelLines(face(1, null), show, 'full')).toEqual(['looking…']);
  });

  it('say why nothing is left, name doubt, and leave out what the picture is too poor for', () => {
    const label = (withheld: Withheld, detail: Detail = 'full') =>
      labelLines({ ...face(1), withheld, shown: withoutWithheld(shown, withheld) }, show, detail);
    const all = (reason: WithheldReason) => ({ age: reason, gender: reason, emotion: reason, smile: reason });
    expect(label(all('too-far'))).toEqual(['too far away']);
    expect(label(all('too-dark'), 'least')).toEqual(['too dark']);
    expect(label({ age: 'not-sure' })).toEqual(['age not sure · man', 'happy · smiling']);
    expect(label({ age: 'too-blurred', emotion: 'turned-away' })).toEqual(['man', 'smiling']);
    expect(label({ emotion: 'covered', smile: 'covered' })).toEqual(['31–38 · man', 'mouth covered']);
    expect(label({ emotion: 'too-far', smile: 'covered' })).toEqual(['31–38 · man', 'mouth covered']);
    expect(label({ age: 'covered' })).toEqual(['eyes covered · man', 'happy · smiling']);
    expect(label(all('covered'))).toEqual(['face covered']);
    expect(label({ emotion: 'not-sure', smile: 'too-far' })).toEqual(['31–38 · man', 'emotion not sure']);
  });

  it('contain only what the settings show', () => {
    const none = { age: false, gender: false, emotion: false, smile: false };
    expect(labelLines(face(1), none, 'full')).toEqual([]);
    expect(labelLines(face(1), { ...none, emotion: true }, 'least')).toEqual(['happy']);
    expect(labelLines(face(1, { ...shown, smiling: false }), { ...none, smile: true }, 'full')).toEqual([
      'not smiling',
    ]);
  });
});

describe('layoutScene', () => {
  it('uses full labels where there is room', () => {
    const scene = layoutScene(row(3, 90, 250), picture, show, measure, NO_MEMORY);
    expect(detailOf(scene)).toBe('full');
    expect(scene.faces.every(({ plate }) => plate !== null)).toBe(true);
  });

  it('shortens labels in a crowd, and keeps every plate in the picture', () => {
    const scene = layoutScene(row(16, 40, 48), picture, show, measure, NO_MEMORY);
    expect(detailOf(scene)).not.toBe('full');
    for (const { plate } of scene.faces) {
      expect(plate!.x).toBeGreaterThanOrEqual(0);
      expect(plate!.x + plate!.width).toBeLessThanOrEqual(picture.width);
    }
  });

  it('shows numbers only, without overlap, for twelve people in a picture on a phone', () => {
    const twelve = Array.from({ length: 12 }, (_, i) =>
      at(i + 1, { x: 30 + i * 28, y: i % 2 === 0 ? 20 : 28, width: 12, height: 14 }),
    );
    const scene = layoutScene(twelve, { width: 390, height: 141 }, show, measure, NO_MEMORY);
    expect(detailOf(scene)).toBe('number');
    const plates = scene.faces.map(({ plate }) => plate!);
    for (const [i, plate] of plates.entries())
      for (const other of plates.slice(i + 1)) expect(overlap(plate, other)).toBe(0);
  });

  it('has no plates, not even with a number, if the settings show nothing', () => {
    const none = { age: false, gender: false, emotion: false, smile: false };
    const scene = layoutScene(row(3, 90, 250), picture, none, measure, NO_MEMORY);
    expect(scene.faces.map(({ plate }) => plate)).toEqual([null, null, null]);
  });

  it('is stable: the same faces are laid out the same way again', () => {
    for (const faces of [row(16, 40, 48), row(6, 60, 120), row(9, 70, 84)]) {
      const first = layoutScene(faces, picture, show, measure, NO_MEMORY);
      const second = layoutScene(faces, picture, show, measure, first.memory);
      const third = layoutScene(faces, picture, show, measure, second.memory);
      expect(third.faces).toEqual(second.faces);
      expect(detailOf(third)).toBe(detailOf(second));
    }
  });

  it('forgets the sides of people who have left', () => {
    const first = layoutScene(row(3, 90, 250), picture, show, measure, NO_MEMORY);
    const second = layoutScene(row(1, 90, 250), picture, show, measure, first.memory);
    expect([...second.memory.sides.keys()]).toEqual([1]);
  });
});
