import { writeFileSync } from 'node:fs';
import { randomFrom } from '../drawing/random.ts';
import { ffmpeg, vp9 } from '../formats/ffmpeg.ts';

/** Writes a file with a clip's header followed by noise, which a browser refuses to open. */
function writeBroken(path: string): void {
  const source = ['-f', 'lavfi', '-i', 'color=gray:size=640x480:rate=15:duration=1'];
  const whole = ffmpeg([
    ...source,
    ...vp9(40, 15),
    '-threads',
    '1',
    '-fflags',
    '+bitexact',
    '-f',
    'webm',
    '-',
  ]);
  const firstCluster = whole.indexOf(Buffer.from([0x1f, 0x43, 0xb6, 0x75]));
  const random = randomFrom(7);
  const noise = Uint8Array.from({ length: 20_000 }, () => Math.floor(random() * 256));
  writeFileSync(path, Buffer.concat([whole.subarray(0, firstCluster), noise]));
}

/** Writes a test pattern of 3 s with damaged frames from the second second on: it opens, plays, and then fails. */
function writeBreaksLater(path: string): void {
  const source = ['-f', 'lavfi', '-i', 'testsrc=size=320x240:rate=15:duration=3'];
  const damage = ['-bsf:v', "noise=amount='if(gte(n,15),20,0)'"];
  ffmpeg([...source, ...vp9(40, 15), ...damage, '-threads', '1', '-fflags', '+bitexact', path]);
}

/** Writes a tone of 2 s without a picture. */
function writeTone(path: string): void {
  const source = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=2'];
  ffmpeg([
    ...source,
    '-c:a',
    'libopus',
    '-b:a',
    '24k',
    '-fflags',
    '+bitexact',
    '-flags:a',
    '+bitexact',
    path,
  ]);
}

/** The files of `e2e/clips/`, which no browser plays as a whole video, by name; each function writes its file. */
export const CLIPS: ReadonlyMap<string, (path: string) => void> = new Map([
  ['broken.webm', writeBroken],
  ['breaks-later.webm', writeBreaksLater],
  ['audio-only.webm', writeTone],
]);
