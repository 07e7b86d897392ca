import { toMs, toUs } from '@cueline/shared/time';
import { matchInMs } from '../interaction/known-in-ms.js';
import type { Match } from '../interaction/interaction.js';
import type { Desktop, PostedCue, RefusedCue } from './desktop.js';
import type { Judgement, Verdict, VerdictOnce } from './verdict.js';

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
export function verdictInMs({ round, ...verdict }: Verdict) {
  if (round === undefined) return inMs(verdict);
  const { number, of, beganAtUs } = round;
  return { ...inMs(verdict), round: { number, of, beganAtMs: toMs(beganAtUs) } };
}

function inMs(verdict: VerdictOnce) {
  switch (verdict.kind) {
    case 'not_required':
    case 'undecided':
      return verdict;
    case 'missed':
    case 'unclear': {
      const { dueAtUs, ...others } = verdict;
      return { ...others, ...dueInMs(dueAtUs) };
    }
    case 'pending':
      return {
        kind: verdict.kind,
        ...dueInMs(verdict.dueAtUs),
        ...(verdict.saidAtUs === undefined ? {} : { saidAtMs: toMs(verdict.saidAtUs) }),
      };
    case 'due':
      return { kind: verdict.kind, dueAtMs: toMs(verdict.dueAtUs) };
    case 'acknowledged':
      return { kind: verdict.kind, atMs: toMs(verdict.atUs) };
    case 'satisfied': {
      const { kind, saidAtUs, evidence, answer } = verdict;
      return { kind, saidAtMs: toMs(saidAtUs), evidence: evidence.map(matchInMs), ...answerInMs(answer) };
    }
    case 'wrong': {
      const { kind, saidAtUs, evidence, values } = verdict;
      return { kind, saidAtMs: toMs(saidAtUs), evidence: evidence.map(matchInMs), values };
    }
    case 'declined': {
      const { kind, saidAtUs, evidence, answer } = verdict;
      return { kind, saidAtMs: toMs(saidAtUs), evidence: evidence.map(matchInMs), answer: matchInMs(answer) };
    }
    case 'unanswered': {
      const { kind, saidAtUs, dueAtUs, evidence } = verdict;
      return { kind, saidAtMs: toMs(saidAtUs), dueAtMs: toMs(dueAtUs), evidence: evidence.map(matchInMs) };
    }
    case 'late': {
      const { kind, saidAtUs, dueAtUs, evidence, answer } = verdict;
      const times = { saidAtMs: toMs(saidAtUs), dueAtMs: toMs(dueAtUs) };
      return { kind, ...times, evidence: evidence.map(matchInMs), ...answerInMs(answer) };
    }
    default:
      return verdict satisfies never;
  }
}

const dueInMs = (dueAtUs: number | undefined) => (dueAtUs === undefined ? {} : { dueAtMs: toMs(dueAtUs) });

const answerInMs = (answer: Match | undefined) => (answer === undefined ? {} : { answer: matchInMs(answer) });

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
