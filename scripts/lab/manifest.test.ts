import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readManifest, requireFiles } from './manifest.ts';

describe('a manifest', () => {
  let folder = '';
  let file = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'manifest-'));
    file = join(folder, 'manifest.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('lists each content once; set, part, labels and box may be unknown', () => {
    writeFileSync(
      file,
      '{"sha1":"a","path":"/1","set":"rafdb","part":"held-out","labels":{"smile":true},"box":[0,0.1,0.5,1],"moved":true}\n' +
        '{"sha1":"b","path":"/2"}\n{"sha1":"a","path":"/3","set":"other"}\n',
    );
    expect(readManifest(file)).toEqual([
      {
        sha1: 'a',
        path: '/1',
        set: 'rafdb',
        part: 'held-out',
        labels: { smile: true },
        box: [0, 0.1, 0.5, 1],
        moved: true,
      },
      { sha1: 'b', path: '/2', set: null, part: null, labels: {}, box: null, moved: false },
    ]);
  });

  it('may have every label that training writes', () => {
    const labels = {
      age: 31.5,
      age_bracket: [30, 39],
      gender: 'woman',
      emotion: [0.5, 0, 0, 0, 0, 0, 0, 0.5],
      smile: false,
      group: 'east asian',
    };
    writeFileSync(file, `${JSON.stringify({ sha1: 'a', path: '/1', labels, cluster: 'a' })}\n`);
    expect(readManifest(file)[0]?.labels).toEqual(labels);
  });

  it.each([
    ['{"sha1":"b"}', 'no sha1 and path'],
    ['{"sha1":"b","path":"/2","set":3}', 'set is not a name'],
    ['{"sha1":"b","path":"/2","part":"test"}', 'part "test" is not one of held-out, validation, train'],
    ['{"sha1":"b","path":"/2","labels":[]}', 'labels is not an object'],
    ['{"sha1":"b","path":"/2","labels":{"years":3}}', 'there is no label years'],
    ['{"sha1":"b","path":"/2","labels":{"toString":3}}', 'there is no label toString'],
    ['{"sha1":"b","path":"/2","labels":{"age":101}}', 'age cannot be 101'],
    ['{"sha1":"b","path":"/2","labels":{"age_bracket":[9,3]}}', 'age_bracket cannot be [9,3]'],
    ['{"sha1":"b","path":"/2","labels":{"gender":"boy"}}', 'gender cannot be "boy"'],
    ['{"sha1":"b","path":"/2","labels":{"emotion":[1,1,0,0,0,0,0,0]}}', 'emotion cannot be [1,1,'],
    ['{"sha1":"b","path":"/2","labels":{"smile":"yes"}}', 'smile cannot be "yes"'],
    ['{"sha1":"b","path":"/2","moved":1}', 'moved is 1'],
    ['{"sha1":"b","path":"/2","box":[0,0,1]}', 'box cannot be [0,0,1]'],
    ['{"sha1":"b","path":"/2","box":[0,0,30,30]}', 'box cannot be [0,0,30,30]'],
    ['{"sha1":"b","path":"/2","box":[0,0.5,1,0.5]}', 'box cannot be [0,0.5,1,0.5]'],
    ['{"sha1":"b","path":"/2","box":"face"}', 'box cannot be "face"'],
    ['{"sha1":"b","pa', 'JSON'],
    ['null', 'the line is not an object'],
  ])('is refused with the reason and a remedy: %s', (line, reason) => {
    writeFileSync(file, `{"sha1":"a","path":"/1"}\n${line}\n`);
    expect(() => readManifest(file)).toThrow(`${file}, line 2 is not a line of a manifest (`);
    expect(() => readManifest(file)).toThrow(reason);
    expect(() => readManifest(file)).toThrow('): make the manifest again with python -m training prepare');
  });

  it('is refused with a remedy if it is missing or empty', () => {
    expect(() => readManifest(file)).toThrow(
      `there is no manifest ${file}: make it with python -m training prepare --set NAME=DIR --out ${file}`,
    );
    writeFileSync(file, '\n');
    expect(() => readManifest(file)).toThrow(`the manifest ${file} is empty: make the manifest again`);
  });

  it('is refused with the path of a picture that is missing', () => {
    writeFileSync(file, '');
    expect(() => requireFiles([{ path: file }])).not.toThrow();
    expect(() => requireFiles([{ path: file }, { path: '/not/there.jpg' }])).toThrow(
      '1 of 2 pictures are missing, the first is /not/there.jpg: put them back, or make the manifest again',
    );
  });
});
