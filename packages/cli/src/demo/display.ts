import type { Pack } from '@cueline/rules';
import { createLogUpdate } from 'log-update';
import type { Colors } from 'picocolors/types.js';
import { callClock } from '@cueline/operate/text';
import { type CallEvent, callEvents } from './call-events.js';
import { changeLine } from '../run/change-line.js';
import { printable } from '../host/printable.js';
import { wrapText } from '../host/wrap-text.js';
import type { Change } from '../run/supervise.js';
import type { CallView } from './call-view.js';
import { createLiveTable } from './live-table.js';
import type { PanelPointer } from './open-panels.js';

/** What the demo shows while it runs. */
export interface Display {
  /** Shows what has happened to a process. */
  tell(change: Change): void;
  /** Shows where a call is seen as its agent sees it. */
  point(panel: PanelPointer): void;
  /** Shows how the calls are now, and how many segments wait to be processed. */
  show(calls: readonly CallView[], backlog: number): void;
  /** Leaves what was shown last and lets go of the terminal. */
  close(): void;
}

export interface DisplayContext {
  readonly stdout: NodeJS.WritableStream & Pick<NodeJS.WriteStream, 'columns' | 'rows'>;
  readonly pack: Pack;
  readonly speed: number;
  readonly colors: Colors;
}

const STARTING = 'Starting Redis and the processes of the pipeline …';

/** What happens in every demo. */
const USUAL: ReadonlySet<Change['kind']> = new Set(['started', 'ready', 'stopped']);

/** What is said of a change, if it is not one that happens in every demo; and where the console is. */
function noteworthy(change: Change): string | undefined {
  if (change.kind === 'ready' && change.name === 'console') return `In a browser: ${change.at}`;
  return USUAL.has(change.kind) ? undefined : changeLine(change);
}

/** Where a call's panel is. */
export const panelLine = ({ call, url }: PanelPointer): string => `The panel of ${printable(call)}: ${url}`;

/** Fits into 80 columns. */
const LEGEND = [
  '▲ the agent was cued   due: still in time   OWED: not said in time',
  'late: said too late    missed: never said   SAID: must not be said',
].join('\n');

/** On a terminal: a table that is drawn over and over. */
export function terminalDisplay({ stdout, pack, speed, colors }: DisplayContext): Display {
  const update = createLogUpdate(stdout);
  const table = createLiveTable({ pack, speed, colors });
  update(STARTING);
  return {
    tell(change) {
      const line = noteworthy(change);
      if (line === undefined) return;
      update.clear();
      stdout.write(`${wrapText('', printable(line), stdout.columns)}\n`);
    },
    point(panel) {
      update.clear();
      stdout.write(`${panelLine(panel)}\n\n`); // in one piece, so that it can be clicked
    },
    show(calls, backlog) {
      const live = calls.filter(({ phase }) => phase === 'live').length;
      const ended = calls.filter(({ phase }) => phase === 'ended').length;
      const head = `${colors.bold('Cueline')}  ${calls.length} calls at ${speed} times real speed: ${live} live, ${ended} ended; ${backlog} segments wait`;
      const legend = colors.dim(LEGEND);
      const size = { columns: stdout.columns, rows: stdout.rows };
      update([head, '', table(calls, size), '', legend].join('\n'));
    },
    close: () => update.done(),
  };
}

/** An event may be noticed so much later than it happened, and another that came after it before it. */
const NOTICED_WITHIN_MS = 1_500;

export interface LineDisplayContext {
  readonly print: (line: string) => void;
  readonly pack: Pack;
  readonly speed: number;
  /** In ms since the epoch. */
  readonly now: () => number;
}

/** Without a terminal: a line for each thing that happens, with when it happened, in that order. */
export function lineDisplay({ print, pack, speed, now }: LineDisplayContext): Display {
  let before = new Map<string, CallView>();
  let isOpen = true;
  let waiting: CallEvent[] = [];
  let beganAtMs = Infinity;
  /** @param untilMs tells of what happened until then */
  const flush = (untilMs: number) => {
    for (const { atMs, text } of waiting.filter((event) => event.atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs))
      print(`${callClock((atMs - beganAtMs) * speed).padStart(5)}  ${text}`);
    waiting = waiting.filter((event) => event.atMs > untilMs);
  };
  print(STARTING);
  return {
    tell(change) {
      const line = isOpen ? noteworthy(change) : undefined;
      if (line !== undefined) print(line);
    },
    point: (panel) => print(panelLine(panel)),
    show(calls) {
      // One clock for all: since the first call began.
      beganAtMs = Math.min(beganAtMs, ...calls.map(({ startedAtMs = Infinity }) => startedAtMs));
      for (const call of calls) waiting.push(...callEvents(before.get(call.interactionId), call, pack, speed));
      before = new Map(calls.map((call) => [call.interactionId, call]));
      flush(now() - NOTICED_WITHIN_MS);
    },
    close() {
      flush(Infinity);
      isOpen = false; // so that the summary stays the last
    },
  };
}

/** Shows nothing; for when only the result counts. */
export const noDisplay: Display = {
  tell: () => undefined,
  point: () => undefined,
  show: () => undefined,
  close: () => undefined,
};
