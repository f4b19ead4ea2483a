import { describe, expect, it } from 'vitest';
import { parseCsv, parseTable } from './csv.ts';

describe('CSV', () => {
  it('may quote fields that contain commas, quotes and line ends', () => {
    expect(parseCsv('a,"b,c","say ""no""","two\nlines"\r\n1,,3,\n')).toEqual([
      ['a', 'b,c', 'say "no"', 'two\nlines'],
      ['1', '', '3', ''],
    ]);
  });

  it('needs no final line end, and empty lines are ignored', () => {
    expect(parseCsv('a,b\n\n1,2')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('is refused if a quote is not closed', () => {
    expect(() => parseCsv('a,"b')).toThrow('a quote is not closed');
  });

  it('is read by the names of the heading, without byte order mark and spaces', () => {
    const [row] = parseTable('\uFEFFpath, age\nx.jpg, 31 \n');
    expect([...(row ?? [])]).toEqual([
      ['path', 'x.jpg'],
      ['age', '31'],
    ]);
  });
});
