import type { Chip as ChipData } from '../../contract/index.js';
import { clockText } from '../data/time-text.js';
import { Icon } from '../parts/icon.js';
import { kindOf } from '../parts/kinds.js';
import tone from '../parts/tone.module.css';
import s from './chip.module.css';

/** The time that matters of a chip: for how long something is owed, until when it is in time, how long ago it was said. */
export function whenText({ kind, atMs }: ChipData, nowMs: number): string {
  if (kind === 'pending') return atMs === undefined ? 'by the end' : `in ${clockText(atMs - nowMs)}`;
  if (kind === 'satisfied' || kind === 'acknowledged') return '';
  if (kind === 'late') return 'late';
  return atMs === undefined ? '' : clockText(nowMs - atMs);
}

/** What is due within this is worth a look already. */
const SOON_MS = 15_000;

export const isSoon = ({ kind, atMs }: ChipData, nowMs: number): boolean =>
  kind === 'pending' && atMs !== undefined && atMs - nowMs <= SOON_MS;

interface ChipProps {
  readonly chip: ChipData;
  readonly nowMs: number;
  /** The time stands elsewhere in the row. */
  readonly isTimeless?: boolean;
}

/** What became of one rule: its shape and colour say how it stands, and the hidden word says the same. */
export function Chip({ chip, nowMs, isTimeless = false }: ChipProps) {
  const { word, icon, tone: name } = kindOf(chip.kind);
  return (
    <span
      className={`${s.chip} ${s[chip.kind] ?? ''} ${tone[name]} ${isSoon(chip, nowMs) ? s.soon : ''}`}
      title={`${chip.title}: ${word}`}
    >
      <Icon name={icon} />
      <span className="hidden">{word}: </span>
      <span className={s.title}>{chip.title}</span>
      {isTimeless ? null : <span className={s.when}>{whenText(chip, nowMs)}</span>}
      {chip.cuedAtMs === undefined || chip.kind === 'satisfied' || chip.kind === 'acknowledged' ? null : (
        <span className={s.cued}>
          <Icon name="cued" />
          {chip.isShadow === true ? 'shadow' : 'cued'}
        </span>
      )}
    </span>
  );
}
