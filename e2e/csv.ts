/**
 * The records of a CSV text as RFC 4180 defines it: fields by commas, records by CRLF, a field in double
 * quotes may hold commas, line ends and doubled quotes. Throws on anything else, so that a test notices.
 */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    let field: string;
    if (text[at] === '"') {
      const found = /"((?:[^"]|"")*)"/y;
      found.lastIndex = at;
      const match = found.exec(text);
      if (!match) throw new Error(`a quote is left open at ${at}`);
      field = (match[1] ?? '').replaceAll('""', '"');
      at = found.lastIndex;
    } else {
      const end = text.slice(at).search(/[,\r\n"]/);
      field = end < 0 ? text.slice(at) : text.slice(at, at + end);
      at += field.length;
    }
    record.push(field);
    if (text[at] === ',') {
      at += 1;
    } else if (text.startsWith('\r\n', at)) {
      at += 2;
      records.push(record);
      record = [];
    } else {
      throw new Error(`neither a comma nor CRLF after a field, at ${at}`);
    }
  }
  if (record.length > 0) throw new Error('the last record has no line end');
  return records;
}
