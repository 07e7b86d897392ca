import type { Outcome, StoredDesktop, StoredEvent } from '@cueline/shared';
import type { Inspection, LiveInspection } from '@cueline/operate';
import { reasonLine } from '@cueline/operate';

/** An inspection as a person reads it. */
export function inspectionText({ interactionId, partition, atMs, live, outcomes }: Inspection): string {
  return [
    `${interactionId} (partition ${partition})`,
    ...(live === undefined ? [] : liveLines(live, atMs)),
    ...outcomes.flatMap(({ revision, final, outcome, reasons }) => [
      '',
      `outcome ${revision}${final ? '' : ', provisional'}: ended ${day(outcome.endedAtMs)} ${clock(outcome.endedAtMs)}${endText(outcome)}, rule pack ${outcome.pack}`,
      ...indented(reasons.map(reasonLine)),
      ...indented(cueLines(outcome.desktop)),
      ...indented((outcome.desktop.refused ?? []).map(refusalText)),
      ...indented((outcome.events ?? []).map(eventText)),
    ]),
  ].join('\n');
}

function liveLines(live: LiveInspection, atMs: number): string[] {
  const { state, reasons, desktop, tail, deadlines } = live;
  const ended = state.endedAtMs === undefined ? 'still on' : `ended ${clock(state.endedAtMs)}`;
  return [
    `heard from ${clock(state.firstHeardAtMs)} to ${clock(state.lastHeardAtMs)}, ${ended}; now ${clock(atMs)}`,
    `rule pack ${live.pack}`,
    ...section(
      'attributes',
      Object.entries(state.attributes).map(([name, changes]) => `${name}: ${changes.at(-1)?.[1]}`),
    ),
    ...section('rules', reasons.map(reasonLine)),
    ...section('cues on the desktop', cueLines(desktop)),
    ...section('cues that CXone refused', (desktop.refused ?? []).map(retryText)),
    ...section('held back by the cap', desktop.heldBack),
    ...section('too old to be cued', desktop.stale),
    ...section('what was done', live.events.map(eventText)),
    ...section('deadlines', [
      ...deadlines.looksAtMs.map((ms) => `look at ${clock(ms)}`),
      ...(deadlines.remindAtMs === undefined ? [] : [`remind at ${clock(deadlines.remindAtMs)}`]),
      `end at ${clock(deadlines.endAtMs)}, if nothing more is heard`,
    ]),
    ...(live.waitsForLook ? ['it waits for a look by a publisher'] : []),
    ...(live.note === undefined ? [] : ['a request to CXone is under way']),
    ...section(
      'recent speech',
      tail.map(({ speaker, text }) => `${speaker}: ${text}`),
    ),
  ];
}

function cueLines({ cues }: StoredDesktop): string[] {
  return cues.map(
    ({ kind, items, postedAtMs, open, shadow }) =>
      `${shadow === true ? 'would have been cued' : 'cued'} ${clock(postedAtMs)}${shadow === true ? ' (shadow)' : ''}: ${kind} ${items.join(', ')}${open ? '' : ', resolved'}`,
  );
}

function eventText({ atMs, what, items, detail, by }: StoredEvent): string {
  const about = [...items, ...(detail === '' ? [] : [detail])].join(', ');
  return `${clock(atMs)} ${what}${about === '' ? '' : `: ${about}`} (${by})`;
}

type RefusedCue = NonNullable<StoredDesktop['refused']>[number];

function refusalText({ kind, items, status, body, atMs, times }: RefusedCue): string {
  const said = body.replaceAll(/\s+/g, ' ').trim();
  const often = times > 1 ? `, ${times} times` : '';
  return `not shown: ${kind} ${items.join(', ')}; CXone answered ${status}${said === '' ? '' : ` (${said})`} at ${clock(atMs)}${often}`;
}

function retryText(cue: RefusedCue): string {
  if (cue.retryAtMs === undefined) return `${refusalText(cue)}; not tried again`;
  return `${refusalText(cue)}; tried again after ${clock(cue.retryAtMs)} if it is still owed and the call is heard`;
}

const endText = ({ endedBy }: Outcome) => (endedBy === 'frame' ? ' by its end frame' : ' by silence');

/** UTC, as the time of day; outcomes are kept for days. */
const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const clock = (ms: number | undefined) => (ms === undefined ? '?' : new Date(ms).toISOString().slice(11, 19));
const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`);
const section = (title: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : ['', `${title}:`, ...indented(lines)];
