/** Saves text as a file on the user's machine, without any request to a server. */
export function download(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Revoked later because the browser reads the data only after it has handled the click.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The name of a downloaded file, with the local date and time: mien-photos-2026-11-22-0858.csv. */
export function fileName(what: string, extension: string, now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `mien-${what}-${day}-${two(now.getHours())}${two(now.getMinutes())}.${extension}`;
}
