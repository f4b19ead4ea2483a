import { useEffect, useState } from 'react';

const SAID_MS = 2500;

/** Copies a text, and says so. Where the browser refuses, the text stays to be selected. */
export function CopyButton({
  text,
  label,
  said,
  disabled = false,
}: {
  text: string;
  label: string;
  /** Instead of the label, for a moment after the text was copied. */
  said: string;
  disabled?: boolean;
}) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => {
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => {},
    );
  };
  return (
    <button type="button" className="button" disabled={disabled} onClick={copy}>
      <span aria-live="polite">{copied ? said : label}</span>
    </button>
  );
}
