import { setTimeout as delay } from 'node:timers/promises';
import {
  type PlatformSocketSettings,
  AskError,
  askSocketConfig,
  backoffMs,
  type BackoffPolicy,
  createOnce,
  createTrouble,
  type CxoneSettings,
  issuerOf,
  type Log,
  type Objection,
  parseDuration,
  redact,
  type Socket,
  type SocketValue,
  socketTemplates,
  type Tokens,
  type TranscriptionSettings,
} from '@cueline/shared';
import type { Contacts } from '../contacts/contacts.js';
import { createContactList } from '../contacts/list-contacts.js';
import type { HeardClock } from '../heard-clock.js';
import type { IngestMetrics } from '../metrics.js';
import { createConversation } from './described-conversation.js';
import { createListener } from './listener.js';
import type { SourceReports, TranscriptSource } from './transcript-source.js';

export interface DescribedSourceContext extends SourceReports {
  readonly described: Socket;
  readonly settings: CxoneSettings & TranscriptionSettings & PlatformSocketSettings;
  readonly contacts: Contacts;
  readonly tokens: Tokens;
  readonly now: HeardClock;
  readonly metrics: IngestMetrics;
  readonly log: Log;
  readonly signal: AbortSignal;
}

const RETRY: BackoffPolicy = { firstMs: 1_000, maxMs: 60_000, jitter: 0.5 };

/** The socket that a platform file describes, which may bring only the calls that are asked for. */
export function createDescribedSource(context: DescribedSourceContext): TranscriptSource {
  const { described, settings, contacts, tokens, metrics, log } = context;
  const { url, backoff, contacts: where } = described;
  const { CXONE_PING_INTERVAL_MS: pingIntervalMs, CXONE_PONG_TIMEOUT_MS: pongTimeoutMs } = settings;
  const values = settings.PLATFORM_VALUES;
  const urlOf = socketTemplates.compileText(url);
  const config = createConfig(context);
  const isFirst = createOnce();
  let refusal = '';
  let refused = 0;

  const fixed = (name: SocketValue) => values[name.replace('values.', '')] ?? '';
  const valueOf = (name: SocketValue) =>
    name.startsWith('config.') ? (config.now()[name.slice('config.'.length)] ?? '') : fixed(name);
  const listener = createListener({
    ...context,
    tokens,
    async urlWith(token) {
      await config.get();
      return (
        settings.CXONE_TRANSCRIPTION_URL ??
        urlOf((name) => (name === 'token' ? encodeURIComponent(token) : valueOf(name)))
      );
    },
    subscribeMessage: '',
    pingIntervalMs,
    pongTimeoutMs,
    converse: createConversation({
      described,
      contacts,
      tokens,
      valueOf,
      pingIntervalMs,
      pongTimeoutMs,
      now: context.now,
      log,
      onRefused(_contact, words) {
        refusal = redact(words);
        if (isFirst(refusal)) log.warn({ reason: refusal }, 'the platform refuses the speech of a call');
      },
      onCount(count) {
        refused = count.refused;
        metrics.subscriptions.set({ state: 'held' }, count.held);
        metrics.subscriptions.set({ state: 'refused' }, count.refused);
      },
    }),
    backoff:
      backoff === undefined
        ? undefined
        : { firstMs: parseDuration(backoff.first) ?? 0, maxMs: parseDuration(backoff.most) ?? 0, jitter: 0.5 },
  });
  const listed = where?.listed;
  const list =
    listed &&
    createContactList({
      ...context,
      listed,
      async valueOf() {
        await config.get();
        return valueOf;
      },
    });

  return {
    ...listener,
    objection: () => config.objection() ?? listener.objection(),
    warning: (): Objection | undefined =>
      refused === 0
        ? listener.warning()
        : {
            reason: `the platform refuses the speech of ${refused} ${refused === 1 ? 'call' : 'calls'}: ${refusal}`,
            remedy:
              'Check what the user of the access key may listen to. They are asked for again, and until then undecided.',
          },
    contactsWarning: () => list?.warning(),
    async run() {
      await Promise.all([listener.run(), list?.run()]);
    },
  };
}

/** Asks for the values that only the platform knows, once; that is retried until there are some. */
function createConfig({ described, settings, tokens, log, signal }: DescribedSourceContext) {
  const failing = createTrouble({ log, over: 'the configuration of the socket is known' });
  let known: Readonly<Record<string, string>> | undefined;
  let objection: string | undefined;
  let request: Promise<void> | undefined;

  async function ask(): Promise<void> {
    for (let failures = 0; known === undefined; failures += 1) {
      try {
        await tokens.get();
        known = await askSocketConfig({
          config: described.config,
          baseUrl: settings.CXONE_BASE_URL,
          issuer: issuerOf(described.token, settings),
          idToken: tokens.idToken(),
          values: settings.PLATFORM_VALUES,
          signal,
        });
        objection = undefined;
        failing.end(log);
      } catch (error) {
        if (signal.aborted || !(error instanceof AskError)) throw error;
        objection = `there is no configuration of the socket: ${error.message}`;
        if (failing.begin(log, objection))
          log.warn({ reason: error.message }, 'no configuration of the socket, trying again');
        await delay(backoffMs(failures, RETRY, Math.random), undefined, { signal });
      }
    }
  }
  return {
    get: (): Promise<void> => (request ??= ask().finally(() => (request = undefined))),
    now: () => known ?? {},
    objection: () => objection,
  };
}
