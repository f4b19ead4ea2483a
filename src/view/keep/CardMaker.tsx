import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { type CardFormat, cardOf, isReadable, MOST_ON_CARD } from '#core/card.ts';
import { HEADS } from '#core/labels.ts';
import type { Face } from '#core/types.ts';
import { EXTENSIONS } from '#output/picture-file.ts';
import { Choice } from '../controls/Choice.tsx';
import { useApp } from '../hooks.ts';
import { personColour } from '../stage/colours.ts';
import { CARD, cardSummary } from '../words/card.ts';
import { personName } from '../words/face.ts';
import { CardLink } from './CardLink.tsx';
import { CardPreview } from './CardPreview.tsx';
import type { DrawFace } from './card-paint.ts';
import { useCardPicture } from './card-picture.ts';
import { drawFace } from './face-picture.ts';
import { SnapshotActions } from './SnapshotActions.tsx';
import type { Shot } from './snapshot.ts';
import './card.css';

interface Props {
  readonly shot: Shot;
  /** Of the file, without extension. */
  readonly name: string;
  /** More buttons. */
  readonly children?: ReactNode;
}

/** Makes a card of people in a shot. It needs a new key for another shot. */
export function CardMaker({ shot, name, children }: Props) {
  const show = useApp((state) => state.settings.show);
  const readable = useMemo(() => shot.faces.filter(isReadable).sort((a, b) => a.id - b.id), [shot]);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(
    () => new Set(readable.slice(0, MOST_ON_CARD).map(({ id }) => id)),
  );
  const [shape, setShape] = useState<CardFormat>('portrait');
  const [format, setFormat] = useState<keyof typeof CARD.files>('png');
  // Where the page covers faces, the sheet must not uncover them unasked.
  const isCovered = useApp((state) => state.settings.cover !== 'off');
  const [withFaces, setWithFaces] = useState(!isCovered);
  const people = useMemo(() => readable.filter(({ id }) => chosen.has(id)), [readable, chosen]);
  const card = useMemo(() => cardOf(people, show, shape), [people, show, shape]);
  const faces = useMemo(() => {
    const draw = (face: Face): DrawFace => {
      return (context, at) => drawFace(context, shot, face, at);
    };
    return withFaces ? people.map(draw) : null;
  }, [withFaces, people, shot]);
  const picture = useCardPicture(card, faces, format);
  if (readable.length === 0) return <p>{CARD.nobody}</p>;
  if (!HEADS.some((head) => show[head])) return <p>{CARD.nothingShown}</p>;
  const toggle = (id: number) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const fileName = `${name}.${EXTENSIONS[format]}`;
  return (
    <div className="card-maker">
      {card === null ? (
        <p role="status">{CARD.nobodyChosen}</p>
      ) : (
        <CardPreview card={card} picture={picture} fileName={fileName} />
      )}
      <fieldset className="card-people">
        <legend>{CARD.who}</legend>
        {readable.map((face) => (
          <PersonChoice
            key={face.id}
            face={face}
            shot={withFaces ? shot : null}
            chosen={chosen.has(face.id)}
            full={chosen.size >= MOST_ON_CARD}
            onToggle={() => toggle(face.id)}
          />
        ))}
        {readable.length > MOST_ON_CARD && <p className="quiet small">{CARD.tooMany(MOST_ON_CARD)}</p>}
      </fieldset>
      <label className="check check-wide">
        <input type="checkbox" checked={withFaces} onChange={() => setWithFaces(!withFaces)} />
        <span>
          <span className="check-words">{CARD.faces}</span>
          <small>{CARD.facesHint}</small>
        </span>
      </label>
      <Choice legend={CARD.shape} options={CARD.shapes} value={shape} onChange={setShape} />
      <Choice legend={CARD.file} options={CARD.files} value={format} onChange={setFormat} />
      <SnapshotActions file={picture?.file ?? null} fileName={fileName}>
        {children}
      </SnapshotActions>
      {card !== null && <CardLink card={card} />}
    </div>
  );
}

interface PersonProps {
  readonly face: Face;
  /** Where the small picture comes from; null for none. */
  readonly shot: Shot | null;
  readonly chosen: boolean;
  /** Whether nobody can be added. */
  readonly full: boolean;
  readonly onToggle: () => void;
}

/** A person to put on the card: number, small picture, and what is said of them. */
function PersonChoice({ face, shot, chosen, full, onToggle }: PersonProps) {
  const show = useApp((state) => state.settings.show);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || shot === null) return;
    drawFace(context, shot, face, { x: 0, y: 0, width: element.width, height: element.height });
  }, [shot, face]);
  const person = useMemo(() => cardOf([face], show, 'square')?.people[0], [face, show]);
  return (
    <label className="check card-person">
      <input type="checkbox" checked={chosen} disabled={full && !chosen} onChange={onToggle} />
      {shot !== null && (
        <canvas ref={canvas} width={88} height={88} style={{ borderColor: personColour(face.id) }} />
      )}
      <span>
        <span className="check-words">{personName(face.id)}</span>
        {person !== undefined && <small>{cardSummary(person, show)}</small>}
      </span>
    </label>
  );
}
