/** Saves a file on the user's machine, without any request to a server. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Revoked later because the browser reads the data only after it has handled the click.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The name of a file without its extension, with local date and time: mien-photos-2026-11-22-0858. */
export function fileNameAt(time: Date, what: string): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `mien-${what}-${day}-${two(time.getHours())}${two(time.getMinutes())}`;
}
