import { expect, test } from 'vitest';
import type { ReportFormat, ReportRow } from '#core/report.ts';
import type { Recording } from '#store/state.ts';
import { face, resultOf } from './fakes.test-support.ts';
import { createRecording } from './recording.ts';

function setUp() {
  const shown: { recording: Recording | null; guarded: boolean; full: number } = {
    recording: null,
    guarded: false,
    full: 0,
  };
  const saved: { rows: readonly ReportRow[]; format: ReportFormat }[] = [];
  const control = createRecording({
    clock: () => ({ epochMs: 1000, offsetMinutes: 0 }),
    dispatch(event) {
      if (event.type === 'recording') shown.recording = event.recording;
    },
    save: (rows, format) => void saved.push({ rows, format }),
    guardUnload(guarded) {
      shown.guarded = guarded;
    },
    onFull() {
      shown.full += 1;
    },
  });
  const see = (at: number, source = 'Camera') =>
    control.take(resultOf(at, { ...face(1), settled: true }), source);
  return { control, shown, saved, see };
}

test('rows are kept when the source is left, and the browser confirms before they are lost', () => {
  const { control, shown, saved, see } = setUp();
  control.start();
  expect(shown).toMatchObject({ recording: { rows: 0, running: true }, guarded: false });
  see(0);
  see(1000);
  expect(shown).toMatchObject({ recording: { rows: 2, running: true }, guarded: true });
  control.end();
  see(2000);
  expect(shown).toMatchObject({ recording: { rows: 2, running: false }, guarded: true });
  control.save('csv');
  expect(saved).toMatchObject([{ rows: [{ source: 'Camera' }, { source: 'Camera' }], format: 'csv' }]);
  expect(shown).toMatchObject({ recording: null, guarded: false });
});

test('another camera continues the same recording under its own name', () => {
  const { control, saved, see } = setUp();
  control.start();
  see(5000, 'Camera A');
  see(0, 'Camera B');
  control.save('json');
  expect(saved[0]?.rows.map(({ source }) => source)).toEqual(['Camera A', 'Camera B']);
});

test('a recording without rows is not kept', () => {
  const { control, shown } = setUp();
  control.start();
  control.end();
  expect(shown).toMatchObject({ recording: null, guarded: false });
});

test('dropped rows are gone', () => {
  const { control, shown, saved, see } = setUp();
  control.start();
  see(0);
  control.drop();
  see(1000);
  expect(shown).toMatchObject({ recording: null, guarded: false });
  expect(saved).toEqual([]);
});
