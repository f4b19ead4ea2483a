import type { ReactNode } from 'react';

/** Common frame of all icons: 20 × 20. Icons accompany a name, so they are hidden from screen readers. */
function Icon({ children }: { children: ReactNode }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const CameraIcon = () => (
  <Icon>
    <rect x="2" y="5.2" width="11.2" height="9.6" rx="2.4" />
    <path d="m13.2 9 4.3-2.6v7.2L13.2 11" />
  </Icon>
);
export const PhotosIcon = () => (
  <Icon>
    <rect x="2.6" y="3.6" width="14.8" height="12.8" rx="2.4" />
    <circle cx="7.2" cy="8" r="1.4" />
    <path d="m3 14.4 4-3.6 3 2.6 3.4-3.6 3.8 4" />
  </Icon>
);
export const SampleIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7.4" />
    <path d="M8.4 7.2v5.6l4.6-2.8z" />
  </Icon>
);
export const ScreenIcon = () => (
  <Icon>
    <rect x="2.4" y="3.6" width="15.2" height="10.2" rx="2" />
    <path d="M7 16.8h6M10 13.8v3" />
  </Icon>
);
export const FilmIcon = () => (
  <Icon>
    <rect x="2.6" y="3.6" width="14.8" height="12.8" rx="2.4" />
    <path d="M6.4 3.8v12.4M13.6 3.8v12.4M2.8 7.8h3.4M2.8 12.2h3.4M13.8 7.8h3.4M13.8 12.2h3.4" />
  </Icon>
);
export const PlayIcon = () => (
  <Icon>
    <path className="solid" d="M6.4 4.4v11.2l9-5.6z" />
  </Icon>
);
export const PauseIcon = () => (
  <Icon>
    <path className="thick" d="M7 4.6v10.8M13 4.6v10.8" />
  </Icon>
);
export const LoopIcon = () => (
  <Icon>
    <path d="M4 9.4V8.2a2.6 2.6 0 0 1 2.6-2.6H15l-2.2-2.2M16 10.6v1.2a2.6 2.6 0 0 1-2.6 2.6H5l2.2 2.2" />
  </Icon>
);
export const MirrorIcon = () => (
  <Icon>
    <path d="M10 3v14" strokeDasharray="1.6 2.4" />
    <path d="M7.4 6v8.2H2.6zM12.6 6v8.2h4.8z" />
  </Icon>
);
export const FlipIcon = () => (
  <Icon>
    <path d="M16.6 9A6.8 6.8 0 0 0 5 5.4L3.4 7M3.4 11A6.8 6.8 0 0 0 15 14.6l1.6-1.6" />
    <path d="M3.4 3.4V7H7M16.6 16.6V13H13" />
  </Icon>
);
export const SettingsIcon = () => (
  <Icon>
    <path d="M3 6h7.4M14.6 6H17M3 14h2.4M9.6 14H17" />
    <circle cx="12.5" cy="6" r="2" />
    <circle cx="7.5" cy="14" r="2" />
  </Icon>
);
export const RecordIcon = () => (
  <Icon>
    <circle cx="10" cy="10" r="7.2" />
    <circle className="solid" cx="10" cy="10" r="3" />
  </Icon>
);
export const KeepIcon = () => (
  <Icon>
    <path d="M7 4.6h6l1.2 2h2.2a1.4 1.4 0 0 1 1.4 1.4v7a1.4 1.4 0 0 1-1.4 1.4H3.6A1.4 1.4 0 0 1 2.2 15V8a1.4 1.4 0 0 1 1.4-1.4h2.2z" />
    <circle cx="10" cy="11" r="3" />
  </Icon>
);
export const FullScreenIcon = () => (
  <Icon>
    <path d="M3.4 7.4v-4h4M12.6 3.4h4v4M16.6 12.6v4h-4M7.4 16.6h-4v-4" />
  </Icon>
);
export const ExitFullScreenIcon = () => (
  <Icon>
    <path d="M7.4 3.4v4h-4M16.6 7.4h-4v-4M12.6 16.6v-4h4M3.4 12.6h4v4" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="m5 5 10 10M15 5 5 15" />
  </Icon>
);
export const BackIcon = () => (
  <Icon>
    <path d="M12 4.4 6.4 10l5.6 5.6" />
  </Icon>
);
export const NextIcon = () => (
  <Icon>
    <path d="M8 4.4 13.6 10 8 15.6" />
  </Icon>
);
export const SaveIcon = () => (
  <Icon>
    <path d="M10 3.4v9M6.2 9 10 12.6 13.8 9M3.6 16.4h12.8" />
  </Icon>
);
export const AddIcon = () => (
  <Icon>
    <path d="M10 4v12M4 10h12" />
  </Icon>
);
export const SearchIcon = () => (
  <Icon>
    <circle cx="8.8" cy="8.8" r="5.2" />
    <path d="m12.8 12.8 4 4" />
  </Icon>
);
export const SortIcon = ({ down }: { down: boolean }) => (
  <Icon>{down ? <path d="m6 8 4 4.4L14 8" /> : <path d="m6 12 4-4.4 4 4.4" />}</Icon>
);
export const LockIcon = () => (
  <Icon>
    <rect x="4" y="9" width="12" height="8" rx="2" />
    <path d="M6.8 9V6.6a3.2 3.2 0 0 1 6.4 0V9" />
  </Icon>
);
export const FaceIcon = () => (
  <Icon>
    <rect x="3" y="3" width="14" height="14" rx="4.6" />
    <path d="M7.6 8.2v.8M12.4 8.2v.8M7.2 12.2c1.6 1.6 4 1.6 5.6 0" />
  </Icon>
);
export const RangeIcon = () => (
  <Icon>
    <path d="M3 5v10M17 5v10M5.4 10h9.2" />
    <circle className="solid" cx="10" cy="10" r="2.2" />
  </Icon>
);
/** The lines of the logo on a grid of 32: four corners of a detection, and a face of two eyes and a mouth. */
export const MARK_LINES = {
  corners:
    'M3 10V6.6A3.6 3.6 0 0 1 6.6 3H10M22 3h3.4A3.6 3.6 0 0 1 29 6.6V10M29 22v3.4a3.6 3.6 0 0 1-3.6 3.6H22M10 29H6.6A3.6 3.6 0 0 1 3 25.4V22',
  face: 'M11.4 11.6v2.8M20.6 11.6v2.8M10.8 20c3 2.9 7.4 2.9 10.4 0',
} as const;
/** The logo. */
export const Mark = () => (
  <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path className="mark-corners" d={MARK_LINES.corners} />
    <path className="mark-face" d={MARK_LINES.face} />
  </svg>
);
