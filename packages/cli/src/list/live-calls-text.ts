import { textTable } from '../host/plain-table.js';
import { callClock } from '@cueline/operate/text';
import type { CallItem, LiveCall } from '@cueline/operate';

export interface LiveCallsTextOptions {
  readonly atMs: number;
  /** Width of the terminal, in characters; undefined without one, and then nothing is cut. */
  readonly columns: number | undefined;
  /** Live calls that are not shown. */
  readonly more: number;
}

const GAP = 2;
/** An id or a name is cut to this, before a title is. */
const MAX_ID = 28;
const MAX_AGENT = 16;
const MIN_TITLE = 12;

/** Live calls as a person reads them: one line for each thing owed, the call's own columns on its first. */
export function liveCallsText(
  calls: readonly LiveCall[],
  { atMs, columns = Infinity, more }: LiveCallsTextOptions,
): string {
  if (calls.length === 0)
    return more === 0 ? 'no call is on' : `no such call among those that were read; ${more} more are on`;
  const hasAgents = calls.some(({ agent }) => agent !== undefined);
  const [maxId, maxAgent] = columns === Infinity ? [Infinity, Infinity] : [MAX_ID, MAX_AGENT];
  const rows = calls.flatMap((call) => {
    const own = [cut(call.interactionId, maxId), ...(hasAgents ? [cut(call.agent ?? '', maxAgent)] : [])];
    const age = callClock(atMs - call.firstHeardAtMs);
    const [first, ...others] = call.items.map((item) => itemCells(item, call.firstHeardAtMs));
    return [
      [...own, age, String(call.said.length), ...(first ?? ['owes nothing', '', ''])],
      ...others.map((cells) => [...own.map(() => ''), '', '', ...cells]),
    ];
  });
  const head = ['call', ...(hasAgents ? ['agent'] : []), 'age', 'said', 'owes', 'when', 'cued'];
  const title = head.indexOf('owes');
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const others = widths.reduce((sum, width, column) => sum + GAP + (column === title ? 0 : width), 0);
  const room = Math.max(MIN_TITLE, columns - others);
  const fitted = rows.map((row) => row.map((cell, column) => (column === title ? cut(cell, room) : cell)));
  return [textTable(head, fitted), ...(more === 0 ? [] : [`… and ${more} more ${more === 1 ? 'call' : 'calls'}`])].join(
    '\n',
  );
}

function itemCells({ title, kind, atMs, cuedAtMs, isShadow }: CallItem, startedAtMs: number): string[] {
  const at = (ms: number) => callClock(ms - startedAtMs);
  const cued = cuedAtMs === undefined ? '' : `${at(cuedAtMs)}${isShadow === true ? ' (shadow)' : ''}`;
  if (atMs === undefined) return [title, 'by the end', cued];
  if (kind === 'due') return [title, `OWED ${at(atMs)}`, cued];
  if (kind === 'wrong' || kind === 'declined') return [title, `${kind.toUpperCase()} ${at(atMs)}`, cued];
  if (kind === 'unanswered') return [title, `NO ANSWER ${at(atMs)}`, cued];
  if (kind === 'pending') return [title, `by ${at(atMs)}`, cued];
  return [title, `SAID ${at(atMs)}`, cued];
}

/** Cuts after a word, if that leaves most of it. */
function cut(text: string, width: number): string {
  if (text.length <= width) return text;
  const kept = text.slice(0, width - 1);
  const space = kept.lastIndexOf(' ');
  return `${space > width / 2 ? kept.slice(0, space) : kept}…`;
}
