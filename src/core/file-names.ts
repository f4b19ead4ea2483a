/** Characters that file systems or unpacking programs refuse or interpret. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not get into a name.
const UNSAFE = /[\u0000-\u001f\u007f<>:"\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Names of devices on Windows, with any extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
/** Leaves room for a number and an extension within the 255 bytes of most file systems. */
const LONGEST_PART = 200;

/** A part of a path that every usual system accepts as the name of a file or folder; never empty. */
function safePart(part: string): string {
  const plain = part.replaceAll(UNSAFE, '_').replace(/^\s+|[\s.]+$/g, '');
  const name = DEVICE.test(plain.split('.')[0] ?? '') ? `_${plain}` : plain;
  return shorten(name) || '_';
}

/** The beginning of a text of at most LONGEST_PART bytes in UTF-8, with no character cut in two. */
function shorten(text: string): string {
  let bytes = 0;
  let short = '';
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > LONGEST_PART) return short;
    short += letter;
  }
  return short;
}

/** A file name without its extension, safe for every usual system: "a/Anna?.heic" gives "Anna_". */
export function baseName(path: string): string {
  return safePart((path.split('/').pop() ?? '').replace(/(?<=.)\.[^.]*$/, ''));
}

/**
 * Paths for files of an archive that are made from files with these paths: with another extension, safe to unpack on
 * every usual system, and different from each other also where case does not count.
 *
 * @param extension without its dot.
 */
export function archiveNames(paths: readonly string[], extension: string): readonly string[] {
  const taken = new Set<string>();
  return paths.map((path) => {
    const folders = path.split('/').slice(0, -1).filter(isFolder).map(safePart);
    const name = baseName(path);
    for (let number = 1; ; number++) {
      const file = number === 1 ? name : `${name} (${number})`;
      const whole = [...folders, `${file}.${extension}`].join('/');
      const key = whole.normalize('NFC').toLowerCase();
      if (taken.has(key)) continue;
      taken.add(key);
      return whole;
    }
  });
}

const isFolder = (part: string): boolean => !/^\.*$/.test(part);
