import { useEffect, useState } from 'react';
import type { Card } from '#core/card.ts';
import { encodePicture, type PictureFormat } from '#output/picture-file.ts';
import { useApp, useMedia } from '../hooks.ts';
import { textMeasure } from '../stage/paint.ts';
import { CARD, cardLines } from '../words/card.ts';
import { NAME } from '../words/welcome.ts';
import { layoutCard } from './card-layout.ts';
import { type DrawFace, pageColours, paintCard } from './card-paint.ts';

/** A card as a file; `address` is a blob: address of it, valid as long as the component that made it shows it. */
export interface CardPicture {
  readonly file: Blob;
  readonly address: string;
}

/**
 * Draws a card in the page's colours whenever it changes; null while it is drawn.
 *
 * @param faces how each person's face is drawn; null draws none. The same array as long as the people are the same.
 */
export function useCardPicture(
  card: Card | null,
  faces: readonly DrawFace[] | null,
  format: PictureFormat,
): CardPicture | null {
  const theme = useApp((state) => state.settings.theme);
  const dark = useMedia('(prefers-color-scheme: dark)');
  const [made, setMade] = useState<CardPicture | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page's colours depend on the theme and the system.
  useEffect(() => {
    let current = true;
    let address = '';
    const make = async () => {
      await document.fonts.ready;
      const file = current && card !== null ? await encodePicture(drawCard(card, faces), format) : null;
      if (!current || file === null) return;
      address = URL.createObjectURL(file);
      setMade({ file, address });
    };
    void make();
    return () => {
      current = false;
      if (address !== '') URL.revokeObjectURL(address);
      setMade(null);
    };
  }, [card, faces, format, theme, dark]);
  return made;
}

/** The card on a canvas of its own, in its full size; an empty one if the browser has no memory for it. */
function drawCard(card: Card, faces: readonly DrawFace[] | null): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  const content = {
    heading: CARD.heading(card.people.length),
    footer: CARD.footer,
    name: NAME,
    people: card.people.map((person) => cardLines(person, card.show)),
  };
  const layout = layoutCard(content, card.format, textMeasure(context).measure);
  canvas.width = layout.size.width;
  canvas.height = layout.size.height;
  const drawn = card.people.map(({ colour }, index) => ({ colour, draw: faces?.[index] ?? null }));
  paintCard(context, layout, drawn, pageColours());
  return canvas;
}
