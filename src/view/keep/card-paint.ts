import type { Box } from '#core/types.ts';
import { MARK_LINES } from '../icons.tsx';
import { PERSON_COLOURS } from '../stage/colours.ts';
import type { Paintable } from '../stage/cover.ts';
import { fontOf } from '../stage/paint.ts';
import type { CardLayout, CardText } from './card-layout.ts';

/** The colours of a card, as CSS colours. */
export interface CardColours {
  readonly paper: string;
  readonly panel: string;
  readonly line: string;
  readonly ink: string;
  readonly quiet: string;
}

/** The colours of the page in its current theme. */
export function pageColours(): CardColours {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    paper: colour('--paper'),
    panel: colour('--card'),
    line: colour('--line'),
    ink: colour('--ink'),
    quiet: colour('--ink-quiet'),
  };
}

/** Draws a face into a square of the context. */
export type DrawFace = (context: Paintable, at: Box) => void;

/** What is drawn of a person: their colour's index, and their face, or null for a head in their colour. */
interface CardFace {
  readonly colour: number;
  readonly draw: DrawFace | null;
}

/** Draws a card on the whole of a canvas that has the layout's size. */
export function paintCard(
  context: Paintable,
  layout: CardLayout,
  faces: readonly CardFace[],
  colours: CardColours,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, layout.size.width, layout.size.height);
  paintText(context, layout.heading, colours);
  layout.cells.forEach(({ panel, face, texts }, index) => {
    context.beginPath();
    context.roundRect(panel.x, panel.y, panel.width, panel.height, 36);
    context.fillStyle = colours.panel;
    context.fill();
    context.lineWidth = 2;
    context.strokeStyle = colours.line;
    context.stroke();
    const person = faces[index];
    if (person !== undefined) paintFace(context, face, person);
    for (const text of texts) paintText(context, text, colours);
  });
  paintText(context, layout.footer, colours);
  paintText(context, layout.name, colours);
  paintMark(context, layout.mark, colours);
}

function paintText(context: Paintable, text: CardText, colours: CardColours): void {
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.font = fontOf(text.size, text.strong);
  context.fillStyle = text.quiet ? colours.quiet : colours.ink;
  context.fillText(text.text, text.x, text.baseline);
}

/** A face in a frame of the person's colour, or an anonymous head on that colour. */
function paintFace(context: Paintable, at: Box, { colour, draw }: CardFace): void {
  const radius = at.width * 0.2;
  const frame = draw === null ? 0 : Math.max(4, at.width / 48);
  context.beginPath();
  context.roundRect(at.x, at.y, at.width, at.height, radius);
  context.fillStyle = PERSON_COLOURS[colour] ?? PERSON_COLOURS[0];
  context.fill();
  const side = at.width - 2 * frame;
  const inside = { x: at.x + frame, y: at.y + frame, width: side, height: side };
  context.save();
  context.beginPath();
  context.roundRect(inside.x, inside.y, side, side, radius - frame);
  context.clip();
  if (draw === null) paintHead(context, inside);
  else draw(context, inside);
  context.restore();
}

function paintHead(context: Paintable, { x, y, width: side }: Box): void {
  context.fillStyle = 'rgb(20 22 26 / 0.3)';
  context.beginPath();
  context.arc(x + side / 2, y + side * 0.4, side * 0.19, 0, 2 * Math.PI);
  context.fill();
  context.beginPath();
  context.ellipse(x + side / 2, y + side * 1.02, side * 0.36, side * 0.36, 0, 0, 2 * Math.PI);
  context.fill();
}

/** The page's mark, as in icons.tsx: four corners around a face, on a grid of 32. */
function paintMark(context: Paintable, at: Box, colours: CardColours): void {
  context.save();
  context.translate(at.x, at.y);
  context.scale(at.width / 32, at.height / 32);
  context.lineWidth = 2.6;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.strokeStyle = '#4c8fc7';
  context.stroke(new Path2D(MARK_LINES.corners));
  context.strokeStyle = colours.ink;
  context.stroke(new Path2D(MARK_LINES.face));
  context.restore();
}
