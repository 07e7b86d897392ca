import type { Pack } from '@cueline/rules';
import type { StoredVerdict } from '@cueline/shared';
import type { Colors } from 'picocolors/types.js';
import { callClock } from '@cueline/operate/text';
import type { CallView } from './call-view.js';
import { headLines } from './head-lines.js';
import { printable } from '../host/printable.js';

export interface LiveTableContext {
  readonly pack: Pack;
  readonly speed: number;
  readonly colors: Colors;
}

/** Size of the terminal, in characters. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

interface Cell {
  readonly text: string;
  readonly paint: (text: string) => string;
}

const CLOCK_WIDTH = 6;
/** `OWED 0:30 ▲` and `SAID ▲`, with a space. */
const DISCLOSURE_WIDTH = 12;
const PROHIBITED_WIDTH = 7;
const WIDEST = 24;
/** Lines that the table's head, the texts above and below, and the cursor take. */
const LINES_AROUND = 10;

/** The calls as a table: one line a call, one column a rule. */
export function createLiveTable({ pack, speed, colors }: LiveTableContext) {
  const plain = (text: string) => text;
  const rules = [...pack.disclosures, ...pack.prohibited];

  function verdictCell(verdict: StoredVerdict | undefined, startedAtMs: number): Cell {
    const at = (ms: number | undefined) => (ms === undefined ? '' : ` ${callClock((ms - startedAtMs) * speed)}`);
    if (verdict === undefined) return { text: '', paint: plain };
    switch (verdict.kind) {
      case 'not_required':
        return { text: '-', paint: colors.dim };
      case 'pending':
        if (verdict.saidAtMs !== undefined) return { text: `said${at(verdict.saidAtMs)}`, paint: colors.dim };
        return { text: verdict.dueAtMs === undefined ? 'by the end' : `due${at(verdict.dueAtMs)}`, paint: colors.dim };
      case 'due':
        return { text: `OWED${at(verdict.dueAtMs)}`, paint: colors.red };
      case 'satisfied':
        return { text: `said${at(verdict.saidAtMs)}`, paint: colors.green };
      case 'acknowledged':
        return { text: 'said', paint: colors.green };
      case 'late':
        return { text: `late${at(verdict.saidAtMs)}`, paint: colors.yellow };
      case 'wrong':
        return { text: `WRONG${at(verdict.saidAtMs)}`, paint: colors.red };
      case 'declined':
        return { text: 'DECLINED', paint: colors.red };
      case 'unanswered':
        return { text: 'NO ANSWER', paint: colors.red };
      case 'missed':
        return { text: 'missed', paint: colors.red };
      case 'unclear':
        return { text: 'unclear', paint: colors.yellow };
      case 'undecided':
        return { text: 'unheard', paint: colors.yellow };
      default:
        return verdict satisfies never;
    }
  }

  function cells(call: CallView): Cell[] {
    const cued = (id: string, { text, paint }: Cell): Cell =>
      call.cues.some((cue) => cue.id === id)
        ? { text: `${text} ▲`, paint: (padded) => colors.bold(paint(padded)) }
        : { text, paint };
    const heard = new Set(call.known.prohibited.map(({ id }) => id));
    return [
      ...pack.disclosures.map(({ id }) => cued(id, verdictCell(call.known.disclosures[id], call.startedAtMs ?? 0))),
      ...pack.prohibited.map(({ id }) =>
        cued(id, heard.has(id) ? { text: 'SAID', paint: colors.red } : { text: '-', paint: colors.dim }),
      ),
    ];
  }

  return function liveTable(calls: readonly CallView[], { columns, rows }: TerminalSize): string {
    const idWidth = Math.min(32, Math.max(4, ...calls.map(({ interactionId }) => interactionId.length)) + 2);
    const widths = columnWidths(rules, pack.disclosures.length, columns - 1 - idWidth - CLOCK_WIDTH);
    const shownRules = widths.length;
    const line = (id: string, clock: string, rest: readonly Cell[], paintId: (text: string) => string) =>
      paintId(fit(id, idWidth)) +
      fit(clock, CLOCK_WIDTH) +
      rest
        .slice(0, shownRules)
        .map(({ text, paint }, column) => paint(fit(text, widths[column] ?? 0)))
        .join('');

    // Those that are on come first when not all have room.
    const order = { live: 0, waiting: 1, ended: 2 };
    const lines = Math.max(1, rows - LINES_AROUND);
    const shown =
      calls.length <= lines ? calls : calls.toSorted((a, b) => order[a.phase] - order[b.phase]).slice(0, lines - 1);
    const titles = rules.slice(0, shownRules).map(({ title }) => title);
    return [
      ...headLines(
        titles,
        widths.map((width) => width - 1),
      ).map((texts, index, { length }) => {
        const titleCells = texts.map((text) => ({ text, paint: colors.bold }));
        return index === length - 1 ? line('call', 'time', titleCells, colors.bold) : line('', '', titleCells, plain);
      }),
      ...shown.map((call) =>
        line(
          call.interactionId,
          call.phase === 'waiting' ? '' : callClock(call.elapsedMs),
          cells(call),
          call.phase === 'live' ? plain : colors.dim,
        ),
      ),
      ...(shownRules < rules.length ? [colors.dim(fitNote(noRoom(rules.length - shownRules), columns))] : []),
      ...(shown.length < calls.length ? [colors.dim(`… and ${calls.length - shown.length} more`)] : []),
    ].join('\n');
  };
}

/** How wide each rule's column is: of those that have room, in their order. What is left over is shared. */
function columnWidths(rules: readonly { readonly title: string }[], disclosures: number, room: number): number[] {
  const least = rules.map(({ title }, index) =>
    Math.max(
      index < disclosures ? DISCLOSURE_WIDTH : PROHIBITED_WIDTH,
      ...title.split(' ').map((word) => word.length + 1),
    ),
  );
  const narrow = least.map((width) => Math.min(width, WIDEST));
  const shown = narrow.filter((_, index) => sum(narrow.slice(0, index + 1)) <= room);
  const extra = shown.length === 0 ? 0 : Math.floor((room - sum(shown)) / shown.length);
  return shown.map((width) => Math.min(WIDEST, width + extra));
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

const noRoom = (rules: number) =>
  `${rules} more ${rules === 1 ? 'rule has' : 'rules have'} no room: widen the terminal`;

const fitNote = (text: string, columns: number) => (text.length < columns ? text : text.slice(0, columns - 1));

/** Pads or cuts a text to this width, with a space at its end; what would steer the terminal is written out. */
function fit(raw: string, width: number): string {
  const text = printable(raw).replaceAll(/[\n\t]/g, ' ');
  return text.length < width ? text.padEnd(width) : `${text.slice(0, width - 2)}… `;
}
