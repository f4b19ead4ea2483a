import { type CsvDialect, type ReportFormat, type ReportRow, RFC_4180, toCsv, toJson } from '#core/report.ts';

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

/** Downloads text as a file whose name begins with `what`. */
export function saveText(what: string, extension: string, type: string, text: string): void {
  download(fileName(what, extension, new Date()), type, text);
}

/** Downloads a file whose name begins with `what`. */
export function saveFile(what: string, extension: string, file: Blob): void {
  downloadBlob(fileName(what, extension, new Date()), file);
}

function download(name: string, type: string, text: string): void {
  downloadBlob(name, new Blob([text], { type }));
}

/** Saves a file on the user's machine, without any request to a server. */
function downloadBlob(name: string, file: Blob): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Revoked later because the browser reads the data only after it has handled the click.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The name of a downloaded file, with the local date and time: mien-photos-2026-11-22-0858.csv. */
function fileName(what: string, extension: string, now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `mien-${what}-${day}-${two(now.getHours())}${two(now.getMinutes())}.${extension}`;
}
