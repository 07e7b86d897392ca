import { toMs, toUs } from '@cueline/shared/time';
import { matchInMs } from '../interaction/in-ms.js';
import type { Desktop, PostedCue, RefusedCue } from './desktop.js';
import type { Judgement, Verdict } from './verdict.js';

/*
 * What is decided about a call as outcomes, the field `desktop` and printed JSON have it: times are in ms.
 */

/** A judgement, with its times in ms. */
export function judgementInMs({ disclosures, prohibited }: Judgement) {
  return {
    disclosures: Object.fromEntries(Object.entries(disclosures).map(([id, verdict]) => [id, verdictInMs(verdict)])),
    prohibited: prohibited.map(({ id, match }) => ({ id, match: matchInMs(match) })),
  };
}

/** A verdict, with its times in ms. */
export function verdictInMs(verdict: Verdict) {
  switch (verdict.kind) {
    case 'not_required':
    case 'missed':
    case 'undecided':
    case 'unclear':
      return verdict;
    case 'pending':
      return verdict.dueAtUs === undefined
        ? { kind: verdict.kind }
        : { kind: verdict.kind, dueAtMs: toMs(verdict.dueAtUs) };
    case 'due':
      return { kind: verdict.kind, dueAtMs: toMs(verdict.dueAtUs) };
    case 'acknowledged':
      return { kind: verdict.kind, atMs: toMs(verdict.atUs) };
    case 'satisfied':
      return { kind: verdict.kind, saidAtMs: toMs(verdict.saidAtUs), evidence: verdict.evidence.map(matchInMs) };
    case 'late': {
      const { kind, saidAtUs, dueAtUs, evidence } = verdict;
      return { kind, saidAtMs: toMs(saidAtUs), dueAtMs: toMs(dueAtUs), evidence: evidence.map(matchInMs) };
    }
    default:
      return verdict satisfies never;
  }
}

/** What the desktop shows, as it is stored: its times are in ms. */
export interface DesktopInMs extends Omit<Desktop, 'cues' | 'refused'> {
  cues: (Omit<PostedCue, 'postedAtUs'> & { postedAtMs: number })[];
  refused?: (Omit<RefusedCue, 'atUs' | 'retryAtUs'> & { atMs: number; retryAtMs?: number | undefined })[] | undefined;
}

/** What the desktop shows, with its times in ms. */
export function desktopInMs({ cues, refused, ...others }: Desktop): DesktopInMs {
  return {
    ...others,
    cues: cues.map(({ postedAtUs, ...cue }) => ({ ...cue, postedAtMs: toMs(postedAtUs) })),
    ...(refused && {
      refused: refused.map(({ atUs, retryAtUs, ...cue }) => ({
        ...cue,
        atMs: toMs(atUs),
        ...(retryAtUs !== undefined && { retryAtMs: toMs(retryAtUs) }),
      })),
    }),
  };
}

/** Undoes `desktopInMs`. */
export function desktopFromMs({ cues, refused, ...others }: DesktopInMs): Desktop {
  return {
    ...others,
    cues: cues.map(({ postedAtMs, ...cue }) => ({ ...cue, postedAtUs: toUs(postedAtMs) })),
    ...(refused && {
      refused: refused.map(({ atMs, retryAtMs, ...cue }) => ({
        ...cue,
        atUs: toUs(atMs),
        ...(retryAtMs !== undefined && { retryAtUs: toUs(retryAtMs) }),
      })),
    }),
  };
}
