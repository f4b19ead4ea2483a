import { expect, test } from 'vitest';
import { excelDialect } from './save-rows.ts';

test.each([
  ['en-US', ',', '.'],
  ['en', ',', '.'],
  ['ja-JP', ',', '.'],
  ['he-IL', ',', '.'],
  ['de-DE', ';', ','],
  ['pl', ';', ','],
  ['fr-CA', ';', ','],
  ['pt-BR', ';', ','],
  ['en-ZA', ';', ','],
  ['de-CH', ';', '.'],
  // Spreadsheets do not accept the digits and the decimal mark of Arabic text.
  ['ar-EG', ',', '.'],
])('Excel in %s: fields by "%s", decimals by "%s"', (locale, separator, decimal) => {
  expect(excelDialect(locale)).toEqual({ separator, decimal, mark: true });
});
