/** Whether a response is the requested file, rather than an error page of the host or of a captive portal. */
export function isKeepable(response: Response): boolean {
  const type = response.headers.get('content-type') ?? '';
  return response.status === 200 && !response.redirected && !type.includes('text/html');
}
