import { mask } from '@cueline/rules/masking';
import {
  backoffMs,
  type BackoffPolicy,
  createOnce,
  type Frame,
  type FrameFormat,
  type HeardStats,
  type Log,
  type Objection,
  type ReadinessChecks,
} from '@cueline/shared';
import type { HeardClock } from '../heard-clock.js';
import { findDeafness } from './find-deafness.js';
import { createFrameStats } from './frame-stats.js';
import { errorWords, fieldNames, looksLikeSpeech, readFrame } from './frame-words.js';
import type { IngestMetrics } from '../metrics.js';

export interface HearingContext {
  readonly format: FrameFormat;
  readonly now: HeardClock;
  readonly checks: ReadinessChecks;
  readonly metrics: IngestMetrics;
  readonly log: Log;
  /** Called when CXone has reported an error on the socket and sends no speech: another socket shows whether it is over. */
  readonly onRefused?: (() => void) | undefined;
}

/** How long to wait before that: the second time twice as long, and so on. Two ingests must not do it at the same time. */
const REOPEN: BackoffPolicy = { firstMs: 30_000, maxMs: 600_000, jitter: 0.5 };
const CHECK_MS = 1_000;
/** A socket that has brought no error for so long does what another did not. */
const WELL_US = 10_000_000;
/** Frames that are looked into between two checks. */
const MAX_SAMPLES = 20;

/** Watches whether what is heard adds up. If it does not, readiness, the log and metrics say so. */
export function createHearing({ format, now, checks, metrics, log, onRefused }: HearingContext) {
  const stats = createFrameStats(now());
  const isFirst = createOnce();
  const speechTypes = new Set<string>();
  let samples = 0;
  let fields: readonly string[] = [];
  let error: { words: string; atUs: number } | undefined;
  let openedUs = now();
  let reopenings = 0;
  let reopenAtUs = Number.POSITIVE_INFINITY;
  let found: Record<string, Objection | undefined> = {};

  function look(frame: Frame, data: Buffer, heardUs: number): void {
    if (samples >= MAX_SAMPLES) return;
    samples += 1;
    const content = readFrame(data);
    if (content === undefined) return;
    const isControl = frame.kind === 'control';
    const type = isControl ? (frame.type ?? '(none)') : frame.kind;
    // What is said of speech that cannot be read is no error of CXone's.
    const words = isControl || !looksLikeSpeech(content) ? errorWords(content) : undefined;
    if (!isControl && words === undefined) {
      if (frame.kind !== 'bad' || !frame.reason.startsWith('not_')) fields = fieldNames(content);
      return;
    }
    if (words !== undefined) {
      error = { words, atUs: heardUs };
      if (reopenAtUs === Number.POSITIVE_INFINITY)
        reopenAtUs = heardUs + backoffMs(reopenings, REOPEN, Math.random) * 1000;
      if (isFirst(`error ${words}`)) log.error({ type: mask(type), error: mask(words) }, 'CXone reports an error');
    } else if (looksLikeSpeech(content)) {
      fields = fieldNames(content);
      if (speechTypes.size < MAX_SAMPLES) speechTypes.add(type);
      if (isFirst(`type ${type}`)) log.warn({ type: mask(type) }, 'frames of an unknown type look like speech');
    } else if (isFirst(`type ${type}`)) log.info({ type: mask(type) }, 'frames of this type are not used');
  }

  function read(): HeardStats {
    const nowUs = now();
    if (error !== undefined && error.atUs < openedUs && nowUs - openedUs > WELL_US) error = undefined;
    const names = (counts: HeardStats['badReasons']) =>
      counts.map(([name, count]): [string, number] => [mask(name), count]);
    const heard = stats.read(nowUs);
    return {
      ...heard,
      unknownSpeakers: names(heard.unknownSpeakers),
      unknownTypes: names(heard.unknownTypes),
      speechTypes: [...speechTypes].map(mask),
      fields: fields.map(mask),
      ...(error === undefined ? {} : { error: { words: mask(error.words), agoMs: (nowUs - error.atUs) / 1000 } }),
    };
  }

  /** Opens another socket if this one is refused: CXone may not say that it is over. */
  function reopenIfRefused({ error: refusal, lastSpeechAgoMs = Infinity }: HeardStats): void {
    if (refusal === undefined || lastSpeechAgoMs < refusal.agoMs) {
      reopenings = 0;
      reopenAtUs = Number.POSITIVE_INFINITY;
    } else if (now() >= reopenAtUs) {
      reopenings += 1;
      reopenAtUs = Number.POSITIVE_INFINITY;
      onRefused?.();
    }
  }

  function check(): void {
    samples = 0;
    const before = found;
    const heard = read();
    if (heard.lastSpeechAgoMs !== undefined) metrics.lastSpeech.set((Date.now() - heard.lastSpeechAgoMs) / 1000);
    reopenIfRefused(heard);
    found = findDeafness(heard, format);
    for (const [name, objection] of Object.entries(found)) {
      metrics.deaf.set({ check: name }, objection === undefined ? 0 : 1);
      if ((objection === undefined) === (before[name] === undefined)) continue;
      if (objection === undefined) log.info({ check: name }, 'what is heard makes sense again');
      else
        log.error(
          { check: name, ...(typeof objection === 'string' ? { reason: objection } : objection) },
          'what is heard makes no sense',
        );
    }
  }

  for (const name of ['frames', 'speakers', 'speech']) {
    metrics.deaf.set({ check: name }, 0);
    checks.set(name, () => found[name]);
  }
  const timer = setInterval(check, CHECK_MS).unref();

  return {
    /** Counts a frame. */
    hear(frame: Frame, data: Buffer, heardUs: number): void {
      stats.count(frame, heardUs);
      if (frame.kind === 'segment') {
        const { unknownSpeaker } = frame;
        if (unknownSpeaker !== undefined && isFirst(`speaker ${unknownSpeaker}`))
          log.warn({ speaker: mask(unknownSpeaker) }, 'a speaker is unknown: say in CXONE_SPEAKERS who it is');
      } else if (isWorthALook(frame)) look(frame, data, heardUs);
    },
    /** Notes that another socket has opened: an error that CXone reported on an earlier one may be over. */
    opened(sinceUs: number): void {
      openedUs = sinceUs;
      reopenAtUs = Number.POSITIVE_INFINITY;
    },
    read,
    close: () => clearInterval(timer),
  };
}
/** Whether a frame that is no speech may be there by mistake. */
const isWorthALook = (frame: Frame): boolean =>
  frame.kind === 'bad' || frame.kind === 'control' || (frame.kind === 'interim' && !frame.isMarked);

export type Hearing = ReturnType<typeof createHearing>;
