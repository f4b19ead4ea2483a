import { qrShape } from '#output/qr.ts';

/** A QR code of a text, black on white. `label` says what it holds, for those who cannot scan it. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { side, path } = qrShape(text);
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${side} ${side}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
