import { type Answers, type AnswerTest, compileTests } from '@cueline/shared';
import type { OutletNames } from '../gate/outlet-names.js';
import type { Answer, HttpAnswer } from './read-answer.js';
import { retryAfterMs } from './retry-after.js';

type Kind = keyof Answers;
type Means = (answer: HttpAnswer, json: unknown) => boolean;

/** Where several fit: what is said of bodies counts before statuses, and what is careful before what is not. */
const ORDER: readonly Kind[] = ['hold', 'again', 'refused', 'rejected', 'shown'];

/** Compiles what a platform file says of answers; undefined for one of which it says nothing. */
export function compileAnswers(answers: Answers, { who }: OutletNames) {
  const ofBodies = ORDER.map(
    (kind) => [kind, compile((answers[kind] ?? []).filter((test) => typeof test === 'object'))] as const,
  );
  const ofStatuses = ORDER.map(
    (kind) => [kind, compile((answers[kind] ?? []).filter((test) => typeof test === 'number'))] as const,
  );
  const tests = [...ofBodies, ...ofStatuses];

  return function readDeclared(answer: HttpAnswer, json: unknown, nowMs: number): Answer | undefined {
    const kind = tests.find(([, fits]) => fits(answer, json))?.[0];
    const { statusCode: status, headers, body } = answer;
    const concerning = {
      status,
      why: `${who} answered ${status}`,
      retryAfterMs: retryAfterMs({ headers, json, nowMs, isLimited: kind === 'hold' }),
    };
    switch (kind) {
      case undefined:
        return undefined;
      case 'shown':
        return { kind: 'accepted', status };
      case 'refused':
      case 'rejected':
        return { kind, status, body };
      case 'again':
        return { kind: 'unavailable', ...concerning };
      case 'hold':
        return status === 429
          ? { kind: 'rate_limited', status, retryAfterMs: concerning.retryAfterMs }
          : { kind: 'misconfigured', ...concerning };
      default:
        return kind satisfies never;
    }
  };
}

function compile(tests: readonly AnswerTest[]): Means {
  const compiled = tests.map((test): Means => {
    if (typeof test === 'number') return ({ statusCode }) => statusCode === test;
    const fits = compileTests(test.body);
    return ({ statusCode }, json) =>
      (test.status === undefined || test.status === statusCode) &&
      typeof json === 'object' &&
      json !== null &&
      fits(json, json);
  });
  return (answer, json) => compiled.some((means) => means(answer, json));
}
