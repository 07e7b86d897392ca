import type { CueKind } from './verdict.js';

/** A cue that was posted. */
export interface PostedCue {
  /** The idempotency key. */
  key: string;
  /** What CXone called it, if it said so. */
  cueId?: string | undefined;
  kind: CueKind;
  /** Ids of the disclosures, or of the one prohibited phrase. */
  items: string[];
  postedAtUs: number;
  open: boolean;
  /** Present if it was unclear whether its items were said. */
  soft?: true | undefined;
  /** To whom, if the outlet addresses agents. */
  to?: string | undefined;
  /** Present if it was only decided, in shadow mode, and posted nowhere. */
  shadow?: true | undefined;
}

/** A cue that the platform did not take: it is not shown. */
export interface RefusedCue {
  kind: PostedCue['kind'];
  items: string[];
  /** The HTTP status of the last answer, and the start of its body, masked. */
  status: number;
  body: string;
  atUs: number;
  /** How often it was refused. */
  times: number;
  /** Absent if it is not tried again. */
  retryAtUs?: number | undefined;
}

/** What the agent's desktop shows of one interaction. */
export interface Desktop {
  cues: PostedCue[];
  /** Absent until a cue was refused. */
  refused?: RefusedCue[] | undefined;
  /** Prohibited phrases that were heard too long ago to be cued. */
  stale: string[];
  /** Items that a cap on cues has held back. */
  heldBack: string[];
}

export const EMPTY_DESKTOP: Desktop = { cues: [], stale: [], heldBack: [] };
