import {
  type HttpOutlet,
  type InteractionId,
  parseDuration,
  parsePath,
  readPath,
  redact,
  secretsOf,
  type TemplateValue,
} from '@cueline/shared';
import type { OutletNames } from '../gate/outlet-names.js';
import type { CueOutlet } from './cue-outlet.js';
import { compileRequest, settingValues, type ValueOf } from './fill-request.js';
import { createHttpClient } from './http-client.js';
import type { Note } from './note.js';
import { type Answer, cueIdFrom, type HttpAnswer, readPostAnswer } from './read-answer.js';
import { compileAnswers } from './read-declared.js';
import { createSign } from './sign.js';

export interface HttpOutletContext {
  /** What a platform file says of it. */
  readonly outlet: HttpOutlet;
  /** PLATFORM_VALUES. */
  readonly values: Readonly<Record<string, string>>;
  /** Wall clock. */
  readonly now: () => number;
}

/** So that one that hangs does not keep publishers from others for long. */
const TIMEOUT_MS = 5000;

/** Creates the outlet that a platform file describes. */
export function createHttpOutlet({ outlet, values, now }: HttpOutletContext): CueOutlet {
  const { name, show, withdraw, find, answers = {}, timeout, visible } = outlet;
  const names = namesOf(name);
  const ask = createHttpClient({ timeoutMs: parseDuration(timeout ?? '') ?? TIMEOUT_MS, names });
  const ofSettings = settingValues(values);
  const sign = createSign(outlet.sign, { valueOf: ofSettings, now });
  const readDeclared = compileAnswers(answers, names);
  const toShow = compileRequest(show, 'POST');
  const toWithdraw = withdraw === undefined ? undefined : compileRequest(withdraw, 'DELETE');
  const finding = find === undefined ? undefined : compileFind(find);
  const requests = [toShow, toWithdraw, finding?.toFind].filter((request) => request !== undefined);
  const idIn = compileId(show.id);

  /** An answer may repeat what it was sent. */
  const secrets = secretsOf({ PLATFORM_VALUES: values });

  function readShown(answer: HttpAnswer, key: string): Answer {
    const json = jsonOf(answer);
    const read = readDeclared(answer, json, now()) ?? readPostAnswer(answer, now(), names);
    if (read.kind !== 'accepted') return read;
    // a cue that is withdrawn by its key needs no id
    const cueId = show.id === undefined && withdraw !== undefined ? key : idIn(json);
    return { kind: 'accepted', status: read.status, cueId };
  }

  /** What is gone need not be withdrawn. */
  function readWithdrawn(answer: HttpAnswer): Answer {
    const { statusCode: status } = answer;
    return [404, 410].includes(status) ? { kind: 'accepted', status } : readPostAnswer(answer, now(), names);
  }

  /** Whether a cue is there that may have been shown before; undefined if it is not. */
  function readFound(answer: HttpAnswer, key: string, { listIn, keyIn, idIn: idOf }: Finding): Answer | undefined {
    const read = readPostAnswer(answer, now(), names);
    const { statusCode: status } = answer;
    const unreadable = (why: string): Answer => ({ kind: 'unavailable', status, why, retryAfterMs: undefined });
    switch (read.kind) {
      case 'accepted': {
        const list = listIn(jsonOf(answer));
        if (!Array.isArray(list)) return unreadable(`${names.who} lists no cues that were shown`);
        const there = list.find((cue: unknown) => String(keyIn(cue)).includes(key));
        return there === undefined ? undefined : { kind: 'accepted', status, cueId: idOf(there) };
      }
      case 'refused':
      case 'rejected':
      case 'unknown_interaction':
      case 'unsupported':
        return unreadable(`${names.who} answered ${status} when asked which cues were shown`);
      case 'unauthorized':
      case 'forbidden':
      case 'rate_limited':
      case 'misconfigured':
      case 'unavailable':
        return read;
      default:
        return read satisfies never;
    }
  }

  async function send(interactionId: InteractionId, note: Note, token: string, isRepeated: boolean): Promise<Answer> {
    const valueOf = valuesOf(interactionId, note, ofSettings);
    if (note.kind === 'resolve') {
      if (toWithdraw === undefined) return { kind: 'unsupported', status: 0 };
      return ask(await sign(toWithdraw.fill(valueOf), token), readWithdrawn);
    }
    if (isRepeated && finding !== undefined) {
      const toFind = await sign(finding.toFind.fill(valueOf), token);
      const listed = await ask(toFind, (answer) => readFound(answer, note.key, finding) ?? NOT_THERE);
      if (listed !== NOT_THERE) return listed;
    }
    return ask(await sign(toShow.fill(valueOf), token), (answer) => readShown(answer, note.key));
  }

  return {
    names,
    asks: {
      attributes: [...new Set(requests.flatMap((request) => request.values.flatMap(attributeIn)))],
      agent: outlet.agent,
      visibleMs: parseDuration(visible ?? ''),
    },
    canWithdraw: toWithdraw !== undefined,
    async send(interactionId, note, token, isRepeated = false) {
      const answer = await send(interactionId, note, token, isRepeated);
      return 'body' in answer ? { ...answer, body: redact(answer.body, secrets) } : answer;
    },
  };
}

/** What lists the cues that are there, compiled. */
const compileFind = (find: NonNullable<HttpOutlet['find']>) => ({
  toFind: compileRequest(find, 'GET'),
  listIn: compilePath(find.list),
  keyIn: compilePath(find.where),
  idIn: compileId(find.id),
});
type Finding = ReturnType<typeof compileFind>;

function compilePath(text: string): (json: unknown) => unknown {
  const path = parsePath(text);
  return (json) => readPath(json, path);
}

/** Reads the id of a cue, if a platform file says where it is. */
function compileId(text: string | undefined): (json: unknown) => string | undefined {
  if (text === undefined) return () => undefined;
  const valueIn = compilePath(text);
  return (json) => cueIdFrom(valueIn(json));
}

const NOT_THERE: Answer = { kind: 'accepted', status: 0 };

/** What operators read of an outlet of a platform file. */
export const namesOf = (name: string): OutletNames => ({
  who: `outlet ${name}`,
  check: `outlet ${name} in PLATFORM_FILE`,
  checkKey: `where {key} goes in outlet ${name} of PLATFORM_FILE`,
  lacks: 'the credentials may lack a right',
  unauthorized: `check the credentials of outlet ${name}, in PLATFORM_VALUES`,
});

const attributeIn = (value: TemplateValue): string[] =>
  value.startsWith('attributes.') ? [value.slice('attributes.'.length)] : [];

/** The values of a cue, as they were when its note was written. */
function valuesOf(interactionId: InteractionId, note: Note, ofSettings: ValueOf): ValueOf {
  const { facts = {} } = note;
  const cue =
    note.kind === 'resolve'
      ? { cueId: note.cueId, cueKey: note.cueKey }
      : {
          title: note.body.title,
          description: note.body.description,
          priority: note.body.priority,
          kind: note.kind,
          rule: note.items[0] ?? '',
          rules: note.items.join(', '),
        };
  const known: Readonly<Record<string, string>> = {
    ...facts,
    ...cue,
    call: interactionId,
    key: note.key,
    now: facts['now'] ?? new Date(note.notedAtMs).toISOString(),
  };
  return (name) =>
    name.startsWith('values.') ? ofSettings(name) : Object.hasOwn(known, name) ? (known[name] ?? '') : '';
}

function jsonOf({ body }: HttpAnswer): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
