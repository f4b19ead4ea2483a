import { bytesOf } from './headers/bytes.ts';
import { filmOf } from './headers/film.ts';
import { imageKind, KIND_BYTES } from './headers/kind.ts';

/** A file and its display name. In a folder that is the path, so that equal names are distinguishable. */
export interface NamedFile {
  readonly file: File;
  readonly name: string;
}

/** Files of a drop or a paste. */
export interface DroppedFiles {
  readonly files: readonly NamedFile[];
  /** Names of files and folders that the browser could not open. */
  readonly unreadable: readonly string[];
}

/** Files sorted by what can be done with them. */
export interface SortedFiles {
  readonly photos: readonly NamedFile[];
  readonly videos: readonly NamedFile[];
  readonly others: readonly NamedFile[];
  /** Files that operating systems add to folders of photos; the user did not choose these deliberately. */
  readonly system: readonly NamedFile[];
}

/** Pictures that can be read, and pictures for which the table says why they cannot be read. */
const PHOTO_NAME =
  /\.(jpe?g|jfif|png|webp|gif|bmp|ico|avif|hei[cf]|hif|tiff?|svgz?|psd|jxl|jp2|cr[23]|nef|arw|dng|raf|orf|rw2|pef|srw)$/i;
const VIDEO_NAME = /\.(mp4|m4v|webm|mov|mkv|ogv|ogm|avi|wmv|asf|flv|mpe?g|m2ts|mts|vob|3gp|3g2|mxf)$/i;
const SYSTEM_NAME = /^(thumbs\.db|ehthumbs(_vista)?\.db|desktop\.ini|picasa\.ini|icon\r|\._.*)$/i;
const SYSTEM_FOLDER = /^(\..*|__MACOSX|@eaDir|#recycle|\$RECYCLE\.BIN|System Volume Information)$/i;

/** A file from a chooser; only folder choosers provide a path. */
export const chosenFile = (file: File): NamedFile => ({ file, name: file.webkitRelativePath || file.name });

/**
 * Sorts files by type, by extension if the system knows no type (HEIC and RAW on Windows), and otherwise by content.
 * Files that cannot be read are sorted as `others`.
 */
export async function sortFiles(files: readonly NamedFile[]): Promise<SortedFiles> {
  const photos: NamedFile[] = [];
  const videos: NamedFile[] = [];
  const others: NamedFile[] = [];
  const system: NamedFile[] = [];
  for (const one of files) {
    if (isSystemFile(one.name)) system.push(one);
    else if (isPhoto(one.file)) photos.push(one);
    else if (isVideo(one.file)) videos.push(one);
    else {
      const kind = hasUnknownType(one.file) ? await kindOf(one) : null;
      (kind === 'photo' ? photos : kind === 'video' ? videos : others).push(one);
    }
  }
  return { photos, videos, others, system };
}

const isUntyped = (file: File) => /^(application\/.*)?$/.test(file.type);
const isPhoto = (file: File) =>
  file.type.startsWith('image/') || (isUntyped(file) && PHOTO_NAME.test(file.name));
const isVideo = (file: File) =>
  file.type.startsWith('video/') || (isUntyped(file) && VIDEO_NAME.test(file.name));
const hasUnknownType = (file: File) => file.type === '' || file.type === 'application/octet-stream';

/** Hidden files are system files only inside a folder: a single one was chosen deliberately. */
function isSystemFile(path: string): boolean {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  if (SYSTEM_NAME.test(name)) return true;
  return parts.length > 0 && (name.startsWith('.') || parts.some((part) => SYSTEM_FOLDER.test(part)));
}

/** The kind of a file according to its first bytes; also null if it cannot be read. */
async function kindOf({ file, name }: NamedFile): Promise<'photo' | 'video' | null> {
  try {
    if (imageKind(await bytesOf(file).view(0, KIND_BYTES), name)) return 'photo';
    return (await filmOf(file)) ? 'video' : null;
  } catch {
    return null;
  }
}

/** All files of a drop or a paste, including those inside folders. Never rejects. */
export async function filesOfTransfer(transfer: DataTransfer): Promise<DroppedFiles> {
  // The list of items is emptied when the event handler returns, so take the entries before the first await.
  const entries = [...transfer.items].flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return entry ? [entry] : [];
  });
  const loose = [...transfer.files];
  if (!entries.some((entry) => entry.isDirectory)) return { files: loose.map(chosenFile), unreadable: [] };
  const files: NamedFile[] = [];
  const unreadable: string[] = [];
  for (const entry of entries) await collect(entry, files, unreadable);
  return { files, unreadable };
}

async function collect(entry: FileSystemEntry, files: NamedFile[], unreadable: string[]): Promise<void> {
  const name = entry.fullPath.replace(/^\//, '');
  if (entry.isFile) {
    const file = await new Promise<File | null>((resolve) => {
      (entry as FileSystemFileEntry).file(resolve, () => resolve(null));
    });
    if (file) files.push({ file, name });
    else unreadable.push(name);
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    const batch = await new Promise<FileSystemEntry[] | null>((resolve) => {
      reader.readEntries(resolve, () => resolve(null));
    });
    if (batch === null) unreadable.push(name);
    if (batch === null || batch.length === 0) return;
    for (const child of batch) await collect(child, files, unreadable);
  }
}
