import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Table } from './flatbuffer.ts';
import { withDetectorMetadata } from './tflite-metadata.ts';

const original = readFileSync(
  new URL(
    '../../node_modules/@mediapipe/face_detection/face_detection_full_range_sparse.tflite',
    import.meta.url,
  ),
);
const file = withDetectorMetadata(original);
const model = Table.root(file);

test('the original follows unchanged, at a multiple of 16', () => {
  const front = file.length - original.length;
  expect(front % 16).toBe(0);
  expect(original.equals(file.subarray(front))).toBe(true);
  expect(new TextDecoder().decode(file.subarray(4, 8))).toBe('TFL3');
});

test('the new root keeps everything of the old one', () => {
  const old = Table.root(original);
  const front = file.length - original.length;
  const moved = (places: readonly number[]) => places.map((place) => place + front);
  expect(model.int32(0)).toBe(old.int32(0));
  expect(model.targets(1)).toEqual(moved(old.targets(1)));
  expect(model.targets(2)).toEqual(moved(old.targets(2)));
  expect(model.text(3)).toBe(old.text(3));
  expect(model.targets(4).slice(0, -1)).toEqual(moved(old.targets(4)));
  expect(model.targets(6).slice(0, -1)).toEqual(moved(old.targets(6)));
});

test('the metadata describes one RGB picture from −1 to 1, and two outputs', () => {
  const entry = model.tables(6).at(-1)!;
  expect(entry.text(0)).toBe('TFLITE_METADATA');
  const metadata = model.tables(4)[entry.int32(1)]!.bytes(0);
  expect(new TextDecoder().decode(metadata.subarray(4, 8))).toBe('M001');
  const subgraph = Table.root(metadata).tables(3)[0]!;
  const input = subgraph.tables(2)[0]!;
  expect(input.table(3)!.int8(0)).toBe(2);
  expect(input.table(3)!.table(1)!.int8(0)).toBe(1);
  const scaling = input.tables(4)[0]!.table(1)!;
  const floats = (table: Table, field: number) => [
    ...new Float32Array(Int32Array.from(table.int32s(field)).buffer),
  ];
  expect([floats(scaling, 0), floats(scaling, 1)]).toEqual([[127.5], [127.5]]);
  expect([floats(input.table(5)!, 0), floats(input.table(5)!, 1)]).toEqual([[1], [-1]]);
  expect(subgraph.tables(3).map((output) => output.text(0))).toEqual(['regressors', 'classificators']);
});
