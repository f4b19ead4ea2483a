import type { CSSProperties } from 'react';

/** A share 0…1 as a small bar. The number stands beside it as text, so screen readers skip it. */
export function Bar({ share }: { share: number }) {
  const part = Math.min(1, Math.max(0, share)).toFixed(3);
  return (
    <span className="bar" aria-hidden="true">
      <span className="bar-fill" style={{ '--share': part } as CSSProperties} />
    </span>
  );
}
