import type { DragEvent } from 'react';
import type { Card } from '#core/card.ts';
import { cardText } from '../words/card.ts';
import { CARD_SIZES } from './card-layout.ts';
import type { CardPicture } from './card-picture.ts';
import './card.css';

interface Props {
  readonly card: Card;
  /** Null while it is drawn. */
  readonly picture: CardPicture | null;
  /** Of the file that is dragged out of the page. */
  readonly fileName: string;
}

/** A card as a picture that can be dragged out of the page, or saved from the browser's menu. */
export function CardPreview({ card, picture, fileName }: Props) {
  const { width, height } = CARD_SIZES[card.format];
  const drag = (event: DragEvent<HTMLImageElement>) => {
    if (picture === null) return;
    // In Chromium this makes a file with a name of what is dropped on the desktop.
    event.dataTransfer.setData('DownloadURL', `${picture.file.type}:${fileName}:${picture.address}`);
  };
  return (
    <div className="card-preview" data-format={card.format}>
      {picture !== null && (
        <img
          src={picture.address}
          alt={cardText(card)}
          width={width}
          height={height}
          draggable
          onDragStart={drag}
        />
      )}
    </div>
  );
}
