import type { Simulator } from '@cueline/simulator';
import { cuedTitles, shownCues } from '../harness/shown-cues.js';

/** Something that came up on a desktop. */
export interface CuedLine {
  /** `<interaction>: <title>` */
  readonly line: string;
  readonly atMs: number;
}

/** What was cued after an entry of the journal, title by title, in order. */
export function cuedLines(simulator: Simulator, since = 0): CuedLine[] {
  return shownCues(simulator, since).flatMap((cue) =>
    cuedTitles(cue).map((title) => ({ line: `${cue.interactionId}: ${title}`, atMs: cue.atMs })),
  );
}
