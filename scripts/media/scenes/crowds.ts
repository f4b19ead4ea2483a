import type { Box } from '#core/types.ts';

/** Median widths of the faces' boxes in the pictures, pixels. */
export const CROWD_WIDTHS = [16, 20, 24] as const;

/** Photos of groups: every face in them is known, because it is large in the original. */
export const GROUPS = {
  class: { file: 'group_nasa-2017-class-12faces.jpg', width: 2000, height: 723, faces: 12, faceWidth: 55 },
  nine: { file: 'group_nasa-1962-9faces.jpg', width: 900, height: 680, faces: 9, faceWidth: 58 },
} as const;

export type GroupName = keyof typeof GROUPS;

export const GROUP_FOLDER = 'scripts/media/pictures';
export const GROUP_NAMES = Object.keys(GROUPS) as readonly GroupName[];

const CROWD_KINDS = ['class', 'nine', 'crowd', 'far'] as const;
export type CrowdKind = (typeof CROWD_KINDS)[number];

/** Photos of groups in rows; every second one is mirrored, so that no two neighbours are alike. */
const LAYOUTS: Readonly<Record<CrowdKind, readonly (readonly GroupName[])[]>> = {
  class: [['class']],
  nine: [['nine']],
  crowd: [['class'], ['class'], ['nine', 'nine', 'nine']],
  far: [['class'], ['class'], ['nine', 'nine', 'nine']],
};

/** A made picture of many small faces: one group, 51 people, or those far away in a large picture. */
export interface Crowd {
  readonly kind: CrowdKind;
  readonly faceWidth: number;
}

export const CROWDS: readonly Crowd[] = CROWD_KINDS.flatMap((kind) =>
  CROWD_WIDTHS.map((faceWidth) => ({ kind, faceWidth })),
);

/** The file of a picture in the folder of clips. */
export const crowdFile = ({ kind, faceWidth }: Crowd): string => `crowds/${kind}-${faceWidth}.jpg`;

/** A group's photo in a crowd: its box in the crowd's pixels. */
export interface PlacedGroup extends Box {
  readonly group: GroupName;
  readonly mirrored: boolean;
}

/** Size of the picture in which a crowd is far away. */
const LARGE = { width: 2048, height: 1365 } as const;

/** The size of a crowd's picture, and where its groups are; whole pixels. */
export function crowdLayout({ kind, faceWidth }: Crowd): {
  readonly width: number;
  readonly height: number;
  readonly groups: readonly PlacedGroup[];
} {
  const groups: PlacedGroup[] = [];
  let [width, height] = [0, 0];
  for (const row of LAYOUTS[kind]) {
    let [x, tallest] = [0, 0];
    for (const group of row) {
      const scale = faceWidth / GROUPS[group].faceWidth;
      const size = {
        width: Math.round(GROUPS[group].width * scale),
        height: Math.round(GROUPS[group].height * scale),
      };
      groups.push({ group, mirrored: groups.length % 2 === 1, x, y: height, ...size });
      x += size.width;
      tallest = Math.max(tallest, size.height);
    }
    width = Math.max(width, x);
    height += tallest;
  }
  if (kind !== 'far') return { width, height, groups };
  const [left, top] = [Math.round((LARGE.width - width) / 2), Math.round((LARGE.height - height) / 2)];
  return { ...LARGE, groups: groups.map((one) => ({ ...one, x: one.x + left, y: one.y + top })) };
}

/** Maps a box in a group's photo, in its pixels, to the crowd's picture. */
export function boxInCrowd({ group, mirrored, ...place }: PlacedGroup, box: Box): Box {
  const { width, height } = GROUPS[group];
  const [across, down] = [place.width / width, place.height / height];
  const left = mirrored ? width - box.x - box.width : box.x;
  return {
    x: place.x + left * across,
    y: place.y + box.y * down,
    width: box.width * across,
    height: box.height * down,
  };
}
