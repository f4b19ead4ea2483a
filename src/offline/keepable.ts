/** Whether an answer to a request for a file is that file, and not a host's or a hotel's page in its place. */
export function isKeepable(response: Response): boolean {
  const type = response.headers.get('content-type') ?? '';
  return response.status === 200 && !response.redirected && !type.includes('text/html');
}
