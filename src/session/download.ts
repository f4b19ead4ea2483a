import { type CsvDialect, type ReportFormat, type ReportRow, RFC_4180, toCsv, toJson } from '#core/report.ts';
import { fileNameAt, saveFile } from '#output/save-file.ts';

/** Regions with a decimal point where Windows uses a semicolon as the list separator. */
const SEMICOLON_REGIONS: readonly string[] = ['CH', 'LI'];

/**
 * The CSV dialect that Excel opens in columns under `locale` (a BCP 47 tag). The list separator is derived from the
 * locale, because browsers do not report it.
 */
export function excelDialect(locale: string): CsvDialect {
  const parts = new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).formatToParts(1.5);
  const decimal = parts.some(({ type, value }) => type === 'decimal' && value === ',') ? ',' : '.';
  const region = new Intl.Locale(locale).maximize().region ?? '';
  const semicolon = decimal === ',' || SEMICOLON_REGIONS.includes(region);
  return { separator: semicolon ? ';' : ',', decimal, mark: true };
}

/** Downloads rows as a file whose name begins with `what`. */
export function saveRows(what: string, rows: readonly ReportRow[], format: ReportFormat): void {
  if (format === 'json') {
    saveText(what, 'json', 'application/json', toJson(rows));
    return;
  }
  const [name, dialect] =
    format === 'excel' ? [`${what}-excel`, excelDialect(navigator.language)] : [what, RFC_4180];
  saveText(name, 'csv', 'text/csv;charset=utf-8', toCsv(rows, dialect));
}

/** Downloads text as a file whose name begins with `what`. */
export function saveText(what: string, extension: string, type: string, text: string): void {
  saveFile(new Blob([text], { type }), `${fileNameAt(new Date(), what)}.${extension}`);
}
