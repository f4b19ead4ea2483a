import { type CsvDialect, type ReportFormat, type ReportRow, RFC_4180, toCsv, toJson } from '#core/report.ts';
import { download, fileName } from './download.ts';

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
  const now = new Date();
  if (format === 'json') {
    download(fileName(what, 'json', now), 'application/json', toJson(rows));
    return;
  }
  const [name, dialect] =
    format === 'excel' ? [`${what}-excel`, excelDialect(navigator.language)] : [what, RFC_4180];
  download(fileName(name, 'csv', now), 'text/csv;charset=utf-8', toCsv(rows, dialect));
}
