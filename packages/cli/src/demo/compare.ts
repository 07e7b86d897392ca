import type { ShownItem } from './call-view.js';
import type { CuedItem, Deserved } from './deserved.js';

/** What became of one call. */
export interface Outcome {
  readonly cues: readonly ShownItem[];
  /** The rules that the call's panel has shown as owed, or as said and prohibited. */
  readonly onPanel: ReadonlySet<string>;
  readonly verdicts: Readonly<Record<string, string>>;
}

/** One call's cues against what it deserved. Rules are named by their ids. */
export interface Comparison {
  readonly interactionId: string;
  readonly deserved: readonly string[];
  readonly cued: readonly string[];
  /** Those of them whose cues were withdrawn, as nothing in them was owed any more. */
  readonly withdrawn: readonly string[];
  /** Deserved, but not cued. */
  readonly missing: readonly string[];
  /** Not cued, and owed for less than 2 s, in the time of the call. */
  readonly brief: readonly string[];
  /** Cued, but not deserved. */
  readonly false: readonly string[];
  /** Cued, but not shown on the call's panel. */
  readonly notOnPanel: readonly string[];
  /** Cued more often than deserved. */
  readonly twice: readonly string[];
  /** Disclosures whose final verdict is not the deserved one. */
  readonly misjudged: readonly string[];
  /** How long after it was deserved the latest cue came, in ms of the call's own time. */
  readonly latestMs: number;
}

/** A cue comes within 2 s after its deadline; what is owed for less may go without. */
const BRIEF_MS = 2_000;

/** Compares what became of a call with what it deserves; times are in ms of the call's own time, from its beginning. */
export function compare(interactionId: string, deserved: Deserved, outcome: Outcome): Comparison {
  const left = [...outcome.cues];
  const missing: string[] = [];
  const brief: string[] = [];
  let latestMs = 0;
  for (const { id, atMs, untilMs } of deserved.cues) {
    const index = left.findIndex((cue) => cue.id === id);
    const [cue] = index === -1 ? [] : left.splice(index, 1);
    if (cue !== undefined) latestMs = Math.max(latestMs, cue.atMs - atMs);
    else if (untilMs - atMs < BRIEF_MS) brief.push(id);
    else missing.push(id);
  }
  const isDeserved = ({ id }: CuedItem) => deserved.cues.some((cue) => cue.id === id);
  return {
    interactionId,
    deserved: ids(deserved.cues),
    cued: ids(outcome.cues),
    withdrawn: ids(outcome.cues.filter(({ withdrawnAtMs }) => withdrawnAtMs !== undefined)),
    missing,
    brief,
    false: ids(left.filter((cue) => !isDeserved(cue))),
    notOnPanel: ids(outcome.cues).filter((id) => !outcome.onPanel.has(id)),
    twice: ids(left.filter(isDeserved)),
    misjudged: Object.entries(deserved.verdicts).flatMap(([id, kind]) => (outcome.verdicts[id] === kind ? [] : [id])),
    latestMs,
  };
}

/**
 * Whether each deserved cue came once (a brief one may be left out) and was on the panel, no other came, and all verdicts are as deserved;
 * late cues count.
 */
export const isRight = ({ missing, false: wrong, twice, misjudged, notOnPanel }: Comparison): boolean =>
  [missing, wrong, twice, misjudged, notOnPanel].every((list) => list.length === 0);

const ids = (cues: readonly CuedItem[]) => cues.map(({ id }) => id);
