/**
 * Parses CSV as defined by RFC 4180: fields separated by commas, records by CRLF; a quoted field may contain commas,
 * line breaks and doubled quotes. Throws on anything else.
 */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  let offset = 0;
  while (offset < text.length) {
    let field: string;
    if (text[offset] === '"') {
      const quoted = /"((?:[^"]|"")*)"/y;
      quoted.lastIndex = offset;
      const match = quoted.exec(text);
      if (!match) throw new Error(`a quote is left open at ${offset}`);
      field = (match[1] ?? '').replaceAll('""', '"');
      offset = quoted.lastIndex;
    } else {
      const end = text.slice(offset).search(/[,\r\n"]/);
      field = end < 0 ? text.slice(offset) : text.slice(offset, offset + end);
      offset += field.length;
    }
    record.push(field);
    if (text[offset] === ',') {
      offset += 1;
    } else if (text.startsWith('\r\n', offset)) {
      offset += 2;
      records.push(record);
      record = [];
    } else {
      throw new Error(`neither a comma nor CRLF after a field, at ${offset}`);
    }
  }
  if (record.length > 0) throw new Error('the last record has no line end');
  return records;
}
