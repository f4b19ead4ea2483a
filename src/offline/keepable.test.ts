import { describe, expect, it } from 'vitest';
import { isKeepable } from './keepable.ts';

const answer = (status: number, type: string) =>
  new Response(status === 204 ? null : 'x', { status, headers: { 'Content-Type': type } });

describe('isKeepable', () => {
  it('keeps whole files', () => {
    expect(isKeepable(answer(200, 'text/javascript'))).toBe(true);
    expect(isKeepable(new Response('x'))).toBe(true);
  });

  it('rejects partial responses, errors, and pages that a host or captive portal sends instead', () => {
    expect(isKeepable(answer(206, 'video/webm'))).toBe(false);
    expect(isKeepable(answer(404, 'text/plain'))).toBe(false);
    expect(isKeepable(answer(200, 'text/html; charset=utf-8'))).toBe(false);
  });
});
