import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { filmOf } from './film.ts';

const clip = (name: string) => new Blob([readFileSync(`e2e/clips/${name}`)]);
const latin = (text: string) => new Blob([Uint8Array.from(text, (letter) => letter.charCodeAt(0))]);

test.each([
  ['hevc-sound.mp4', 'mp4', 'hevc'],
  ['hevc-silent.mp4', 'mp4', 'hevc'],
  ['mpeg4-sound.mp4', 'mp4', 'mpeg4'],
  ['mpeg4-sound.mkv', 'matroska', 'mpeg4'],
  ['turned-none.mp4', 'mp4', 'h264'],
  ['sound.m4a', 'mp4', null],
  ['audio-only.webm', 'matroska', null],
  ['old.avi', 'avi', null],
])('%s: %s, %s', async (name, container, codec) => {
  expect(await filmOf(clip(name))).toEqual({ container, codec });
});

test.each([
  ['OggS\0\x02', 'ogg'],
  ['FLV\x01', 'flv'],
  [`G${'\0'.repeat(187)}G`, 'mpeg'],
  [`\0\0\0\0G${'\0'.repeat(191)}G`, 'mpeg'],
])('%j is a video in another container', async (text, container) => {
  expect(await filmOf(latin(text))).toEqual({ container, codec: null });
});

test.each(['', 'words', 'Good day to you all', '\xff\xd8\xff\xe0'])('%j is not a video', async (text) => {
  expect(await filmOf(latin(text))).toBeNull();
});

describe('damaged files are recognised as videos without a hang or an error', () => {
  test.each(['hevc-sound.mp4', 'mpeg4-sound.mkv', 'mpeg4-sound.mp4'])('%s', async (name) => {
    const whole = readFileSync(`e2e/clips/${name}`);
    for (let cut = 9; cut < whole.length; cut += 97) {
      const damaged = Buffer.from(whole);
      damaged.fill(0xff, cut, cut + 5);
      for (const bytes of [whole.subarray(0, cut), damaged]) {
        expect(await filmOf(new Blob([bytes]))).not.toBeNull();
      }
    }
  });
});
