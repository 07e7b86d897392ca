import type { JournalEntry } from '@cueline/simulator';
import { cuedTitles, shownCuesOf } from '../harness/shown-cues.js';

/** Something that came up on a desktop. */
export interface CuedLine {
  readonly interactionId: string;
  /** `<interaction>: <title>` */
  readonly line: string;
  readonly atMs: number;
}

/** What was cued according to a part of the journal, title by title, in order. */
export function cuedLines(journal: readonly JournalEntry[]): CuedLine[] {
  return shownCuesOf(journal).flatMap((cue) => {
    const { interactionId, atMs } = cue;
    return cuedTitles(cue).map((title) => ({ interactionId, line: `${interactionId}: ${title}`, atMs }));
  });
}
