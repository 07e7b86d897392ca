import { isRunning, isShown, type ProcessStatus, type Status } from '@cueline/operate';
import type { Flow, ProcessRow } from '../contract/flow.js';
import { answersIn } from './figures.js';
import type { History } from './history.js';

/** Whether the pipeline keeps up. */
export function flowOf(status: Status, history: History, pending: Flow['pending']): Flow {
  const { atMs, partitions, processes, gaps } = status;
  return {
    atMs,
    hour: history.hour(atMs),
    day: history.day(atMs),
    partitions: partitions.map(({ watermarkLagMs, partition, backlog, oldestMs, live, outbox, deadLetters }) => ({
      partition,
      backlog,
      oldestMs,
      live,
      outbox,
      deadLetters,
      ...(watermarkLagMs === undefined ? {} : { watermarkAgeMs: watermarkLagMs }),
    })),
    processes: processes.filter((one) => one.beat.refused !== undefined || isShown(one)).map(processRow),
    pending,
    gaps: [...gaps],
    answers: answersIn(processes.filter(isRunning)),
    ...(status.oldestJobMs > 0 ? { oldestCueMs: status.oldestJobMs } : {}),
  };
}

function processRow(one: ProcessStatus): ProcessRow {
  const { id, seenAgoMs, beat } = one;
  const { kind, version, host, pid, upMs, objections, warnings, mode, rules, socket } = beat;
  return {
    id,
    kind,
    version,
    host,
    pid,
    state: stateOf(one),
    upMs,
    seenAgoMs,
    objections: [
      ...(beat.refused === undefined ? [] : [{ reason: beat.refused }]),
      ...[...objections, ...warnings].map(({ reason, remedy }) => ({
        reason,
        ...(remedy === undefined ? {} : { remedy }),
      })),
    ],
    ...(mode === undefined ? {} : { mode }),
    ...(rules === undefined ? {} : { rules }),
    ...(socket === undefined ? {} : { socket: { isOpen: socket.isOpen, forMs: socket.forMs } }),
    ...(beat.lastFrameAgoMs === undefined ? {} : { lastFrameAgoMs: beat.lastFrameAgoMs + seenAgoMs }),
    ...(beat.tokenExpiresInMs === undefined ? {} : { tokenExpiresInMs: beat.tokenExpiresInMs - seenAgoMs }),
    ...(beat.memoryBytes === undefined ? {} : { memoryBytes: beat.memoryBytes }),
    ...(beat.busy === undefined ? {} : { busy: beat.busy }),
  };
}

function stateOf(one: ProcessStatus): ProcessRow['state'] {
  if (one.beat.refused !== undefined) return 'refused';
  if (!isRunning(one)) return 'gone';
  return one.beat.objections.length === 0 ? 'ready' : 'not ready';
}
