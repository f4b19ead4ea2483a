import { expect, test } from 'vitest';
import { someFace } from './face.test-support.ts';
import { createRenumbering, FRAME_COLUMNS, FRAME_HEADER, frameLines } from './frame-report.ts';

test('a face of a frame is a row with the frame and its time, and without the time of day', () => {
  expect(FRAME_HEADER.startsWith('source,time_s,frame,face,x,y,')).toBe(true);
  const line = frameLines('a.mp4', 12, 0.40012, [someFace({ id: 2, settled: false })]);
  expect(line.startsWith('a.mp4,0.4,12,2,0,0,10,10,')).toBe(true);
  expect(line.endsWith('\r\n')).toBe(true);
  expect(line.split(',')).toHaveLength(FRAME_COLUMNS.length);
});

test('every frame has a line, also one without faces', () => {
  expect(frameLines('a.mp4', 0, 0, [])).toBe(`a.mp4,0,0${','.repeat(22)}no face,\r\n`);
  expect(frameLines('a.mp4', 0, 0, [someFace({ id: 1 }), someFace({ id: 2 })]).split('\r\n')).toHaveLength(3);
});

test('a name that a spreadsheet would execute is disarmed', () => {
  expect(frameLines('=1+1.mp4', 0, 0, [])).toContain('"\'=1+1.mp4"');
});

test('faces are numbered from 1 in the order of their appearance', () => {
  const renumber = createRenumbering();
  const ids = (...faces: readonly number[]) =>
    renumber(faces.map((id) => someFace({ id }))).map(({ id }) => id);
  expect([ids(17, 12), ids(12), ids(31, 17)]).toEqual([[1, 2], [2], [3, 1]]);
});
