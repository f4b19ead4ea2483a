import type { CSSProperties } from 'react';

/** A small bar for a share 0…1. The number is next to it as text, so screen readers skip the bar. */
export function Bar({ share }: { share: number }) {
  const part = Math.min(1, Math.max(0, share)).toFixed(3);
  return (
    <span className="bar" aria-hidden="true">
      <span className="bar-fill" style={{ '--share': part } as CSSProperties} />
    </span>
  );
}
