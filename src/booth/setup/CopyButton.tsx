import { useEffect, useState } from 'react';
import { SETUP } from '../words/setup.ts';

const SAID_MS = 2500;

/** Copies a text, and says so. Where the browser refuses, the text stays to be selected. */
export function CopyButton({
  text,
  label,
  disabled = false,
}: {
  text: string;
  label: string;
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
      <span aria-live="polite">{copied ? SETUP.copied : label}</span>
    </button>
  );
}
