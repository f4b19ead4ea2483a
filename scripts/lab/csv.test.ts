import { describe, expect, it } from 'vitest';
import { parseCsv, parseTable } from './csv.ts';

describe('CSV', () => {
  it('has quoted fields with commas, quotes and line ends', () => {
    expect(parseCsv('a,"b,c","say ""no""","two\nlines"\r\n1,,3,\n')).toEqual([
      ['a', 'b,c', 'say "no"', 'two\nlines'],
      ['1', '', '3', ''],
    ]);
  });

  it('needs no line end at the end, and knows no empty lines', () => {
    expect(parseCsv('a,b\n\n1,2')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('says that a quote is not closed', () => {
    expect(() => parseCsv('a,"b')).toThrow('a quote is not closed');
  });

  it('is a table by its heading, byte order mark and blanks aside', () => {
    const [row] = parseTable('\uFEFFpath, age\nx.jpg, 31 \n');
    expect([...(row ?? [])]).toEqual([
      ['path', 'x.jpg'],
      ['age', '31'],
    ]);
  });
});
