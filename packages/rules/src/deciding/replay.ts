import { advance, type Known } from '../interaction/advance.js';
import type { HeardNearMiss } from '../interaction/find-near-misses.js';
import type { CompiledPack } from '../matching/compile-pack.js';
import { EMPTY_DESKTOP, type Desktop } from './desktop.js';
import { emptyState, type HeardSegment, type InteractionState } from '../interaction/interaction.js';
import { judge } from './judge.js';
import { findOwedNearMisses } from './owed-near-misses.js';
import { planLooks, type PlannedLook } from './plan-looks.js';
import { afterPost, nextReminderAtUs, reconcile } from './reconcile.js';
import { findUnclear, withUnclear, type Unclear } from './unclear.js';
import type { CueContent, Judgement, Verdict } from './verdict.js';

/** The step of heard times: a moment has come as soon as the watermark is that much past it. */
const CLOCK_STEP_US = 1;

/** One recorded interaction. */
export interface Recording {
  readonly segments: readonly HeardSegment[];
  /** When its end frame was heard; without one it ends by silence. */
  readonly endedAtUs?: number | undefined;
}

export interface ReplayOptions {
  readonly cueMaxAgeUs: number;
  readonly idleTimeoutUs: number;
  /** How long after its end frame an interaction's speech still counts for its verdicts. */
  readonly endLingerUs?: number;
  readonly isMatchable?: (segment: HeardSegment) => boolean;
}

export interface Replayed {
  /** What was known of it in the end. */
  readonly state: InteractionState;
  readonly judgement: Judgement;
  readonly cues: readonly { readonly atUs: number; readonly cue: CueContent }[];
}

/**
 * Runs one recorded interaction through the decision code on a virtual clock on which everything takes no time: what it
 * deserves, whatever a live pipeline made of it. Of an interaction with nothing but an end frame nothing can be said.
 */
export function replay(compiled: CompiledPack, recording: Recording, options: ReplayOptions): Replayed {
  const { pack, engine } = compiled;
  const { cueMaxAgeUs, idleTimeoutUs, endLingerUs = 10_000_000, isMatchable = () => true } = options;
  const lastCountsUs = (recording.endedAtUs ?? Infinity) + endLingerUs;
  const segments = recording.segments
    .filter(({ heardAtUs }) => heardAtUs <= lastCountsUs)
    .sort((a, b) => a.heardAtUs - b.heardAtUs);
  const lastHeardAtUs = segments.at(-1)?.heardAtUs ?? 0;
  const endedAtUs = recording.endedAtUs ?? lastHeardAtUs + idleTimeoutUs;
  const cues: { atUs: number; cue: CueContent }[] = [];
  let known: Known | undefined;
  let upcoming: readonly PlannedLook[] = [];
  let desktop: Desktop = EMPTY_DESKTOP;
  /** When to look again for a reminder, or once the quiet time is over. */
  let againAtUs = Infinity;
  let nearMisses: readonly HeardNearMiss[] = [];
  let unclear: Unclear = {};

  /** Searches for what came close to what is owed. */
  const search = (knownNow: Known, judgement: Judgement, verdicts: readonly Verdict['kind'][]) => {
    nearMisses = findOwedNearMisses(compiled, knownNow, { judgement, verdicts, kept: nearMisses });
    return findUnclear(pack, knownNow.state, nearMisses);
  };

  const look = (knownNow: Known, nowUs: number, isDue: boolean) => {
    const { state } = knownNow;
    const judgement = judge(pack, state, isDue ? nowUs + CLOCK_STEP_US : nowUs);
    if (isDue) unclear = search(knownNow, judgement, ['due']);
    const heard = { judgement, unclear, ended: false, heardAtUs: state.lastHeardAtUs };
    for (;;) {
      const step = reconcile({ pack, ...heard, desktop, nowUs, cueMaxAgeUs, resolve: false });
      desktop = step.desktop;
      if (step.action.kind === 'post') {
        cues.push({ atUs: nowUs, cue: step.action.cue });
        desktop = afterPost(desktop, step.action.cue, {
          key: `${cues.length}`,
          nowUs,
          soft: step.action.cue.close !== undefined,
        });
        continue;
      }
      againAtUs = nextReminderAtUs(pack, judgement, desktop) ?? Infinity;
      if (step.action.kind === 'wait') againAtUs = Math.min(againAtUs, step.action.untilUs);
      return;
    }
  };
  /** What is said at a deadline is in time: a moment comes when everything heard at it is processed. */
  const lookUntil = (endUs: number) => {
    for (;;) {
      const nextUs = Math.min(upcoming[0]?.[0] ?? Infinity, againAtUs);
      if (!(nextUs < endUs)) return;
      upcoming = upcoming.filter(([atUs]) => atUs > nextUs);
      if (known) look(known, nextUs, true);
    }
  };

  for (const segment of segments) {
    lookUntil(Math.min(segment.heardAtUs, endedAtUs));
    const before = known?.state;
    known = advance(known, [segment], { engine, pack, isMatchable });
    const plan = planLooks(pack, before, known.state, upcoming);
    upcoming = plan.upcoming;
    if (plan.now !== 'no' && segment.heardAtUs < endedAtUs) look(known, segment.heardAtUs, false);
  }
  lookUntil(endedAtUs);
  if (known !== undefined) {
    const judgement = judge(pack, known.state, Infinity, 'heard');
    return { state: known.state, judgement: withUnclear(judgement, search(known, judgement, ['missed'])), cues };
  }
  const state = emptyState(endedAtUs);
  return { state, judgement: judge(pack, state, Infinity, 'unheard'), cues };
}
