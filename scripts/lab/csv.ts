/**
 * Returns the fields of each line by RFC 4180: quoted fields may contain commas, quotes and line ends. Empty lines are
 * left out. Throws if a quote is not closed.
 */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  const endField = () => {
    row.push(field);
    field = '';
  };
  const endRow = () => {
    endField();
    if (row.some((one) => one !== '')) rows.push(row);
    row = [];
  };
  const source = text.replace(/^\uFEFF/, '');
  for (let i = 0; i < source.length; i++) {
    const char = source[i] as string;
    if (quoted) {
      if (char !== '"') field += char;
      else if (source[i + 1] === '"') field += source[++i];
      else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ',') endField();
    else if (char === '\n') endRow();
    else if (char !== '\r') field += char;
  }
  if (quoted) throw new Error('a quote is not closed');
  endRow();
  return rows;
}

/** Returns the rows below the heading, each by column name. All values are trimmed; a missing one is ''. */
export function parseTable(text: string): readonly ReadonlyMap<string, string>[] {
  const [heading = [], ...lines] = parseCsv(text);
  return lines.map((line) => new Map(heading.map((column, i) => [column.trim(), (line[i] ?? '').trim()])));
}
