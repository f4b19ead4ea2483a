import { useEffect, useState } from 'react';
import { type Figures, readFigures } from '#core/booth/figures.ts';

/** The figures of the card; null until they are there, or if they cannot be read. */
export function useFigures(cardUrl: string): Figures | null {
  const [figures, setFigures] = useState<Figures | null>(null);
  useEffect(() => {
    let wanted = true;
    fetch(cardUrl)
      .then((response) => response.json())
      .then((card: unknown) => {
        if (wanted) setFigures(readFigures(card));
      })
      // Without the card the show tells the lines that have no figures.
      .catch(() => {});
    return () => {
      wanted = false;
    };
  }, [cardUrl]);
  return figures;
}
