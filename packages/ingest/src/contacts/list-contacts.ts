import { setTimeout as delay } from 'node:timers/promises';
import {
  createTrouble,
  type ListedContacts,
  type Log,
  type Objection,
  parseDuration,
  parseJson,
  compilePlace,
  redact,
  type SocketValue,
  socketTemplates,
  type Tokens,
} from '@cueline/shared';
import type { HeardClock } from '../heard-clock.js';
import type { ContactReport, Contacts } from './contacts.js';
import { compileContact } from './read-contact.js';

export interface ListContactsContext {
  readonly listed: ListedContacts;
  readonly contacts: Contacts;
  readonly tokens: Omit<Tokens, 'objection'>;
  /** Values of placeholders, apart from {since} and {skip}. */
  readonly valueOf: () => Promise<(name: SocketValue) => string>;
  readonly now: HeardClock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 10_000;
const MAX_PAGES = 100;
const LONG_AGO = '1970-01-01T00:00:00Z';
/** Only a whole list shows which calls have ended: one since a moment lacks those that have not changed. */
const WHOLE_EVERY = 4;
/** A call that was announced may be in no list yet. */
const NEW_US = 10_000_000;
/** A list that cannot be read once may be read the next time. */
const MANY_FAILURES = 3;

/** Reads a list of calls every so often. Reports those that are new, and those that are listed no more. */
export function createContactList(context: ListContactsContext) {
  const { listed, contacts, now, log, signal } = context;
  const everyMs = parseDuration(listed.every) ?? 0;
  const read = createRead(context);
  const failing = createTrouble({ log, over: 'the list of calls can be read again' });
  let since: string | undefined;
  let failures = 0;
  let failure = '';

  async function readOnce(isWhole: boolean): Promise<void> {
    const sentUs = now();
    try {
      const list = await read(isWhole ? LONG_AGO : (since ?? LONG_AGO));
      for (const report of list.reports)
        if (!report.isEnded || contacts.get(report.call) !== undefined) contacts.report(report);
      if (isWhole) endMissing(contacts, list.reports, sentUs - NEW_US);
      since = list.since;
      failures = 0;
      failing.end(log);
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      failure = redact(error instanceof Error ? error.message : 'failed');
      if (failing.begin(log, failure)) log.warn({ reason: failure }, 'the list of calls cannot be read');
    }
  }
  return {
    /** Returns when told to stop. */
    async run(): Promise<void> {
      for (let count = 0; !signal.aborted; count += 1) {
        await readOnce(count % WHOLE_EVERY === 0 || since === undefined);
        await delay(everyMs, undefined, { signal }).catch(() => undefined);
      }
    },
    /** Why it cannot be read, if it cannot for some time. */
    warning: (): Objection | undefined =>
      failures < MANY_FAILURES
        ? undefined
        : {
            reason: `the list of calls cannot be read: ${failure}`,
            remedy:
              'Calls that are announced are heard all the same, the others are not, nor is it learnt that a call has ended. ' +
              'Check contacts.listed in the platform file, and what the user of the access key may read.',
          },
  };
}

/** @param beforeUs calls that began later may not be listed yet */
function endMissing(contacts: Contacts, reports: readonly ContactReport[], beforeUs: number): void {
  const calls = new Set(reports.map(({ call }) => call));
  for (const { call, interactionId: interaction, knownUs, attributes } of contacts.live())
    if (knownUs < beforeUs && !calls.has(call))
      contacts.report({ call, interaction, isEnded: true, attributes, startedAgoMs: undefined });
}

function createRead({ listed, tokens, valueOf, signal }: ListContactsContext) {
  const urlOf = socketTemplates.compileText(listed.url);
  const entriesOf = compilePlace(listed.list);
  const timeOf = compilePlace(listed.since);
  const readContact = compileContact(listed);

  async function ask(url: string): Promise<object> {
    const token = await tokens.get();
    const answer = await fetch(url, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    if (answer.status === 401) tokens.invalidate(token);
    const body = Buffer.from(await answer.arrayBuffer());
    if (answer.status === 204) return {};
    if (!answer.ok) throw new Error(`it was answered with ${answer.status}`);
    const content = parseJson(body);
    if (typeof content !== 'object' || content === null) throw new Error('it is no JSON object');
    return content;
  }

  return async (since: string): Promise<{ reports: ContactReport[]; since: string | undefined }> => {
    const known = await valueOf();
    const reports: ContactReport[] = [];
    let time: string | undefined;
    let skip = 0;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const given: Partial<Record<SocketValue, string>> = { since: encodeURIComponent(since), skip: String(skip) };
      const answer = await ask(urlOf((name) => given[name] ?? known(name)));
      const named = timeOf(answer, answer);
      if (page === 0 && typeof named === 'string') time = named;
      const nowMs = Number.isNaN(Date.parse(time ?? '')) ? Date.now() : Date.parse(time ?? '');
      const entries = entriesOf(answer, answer);
      const records: unknown[] = Array.isArray(entries) ? entries : [];
      for (const record of records) {
        const report = typeof record === 'object' && record !== null ? readContact(record, nowMs) : undefined;
        if (report !== undefined) reports.push(report);
      }
      skip += records.length;
      if (listed.page === undefined || records.length < listed.page) break;
    }
    return { reports, since: time };
  };
}
