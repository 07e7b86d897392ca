import { type Desktop, EMPTY_DESKTOP, judge, reconcile } from '@cueline/rules';
import { InteractionId, toMs, toUs } from '@cueline/shared';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type HttpAnswer, readPostAnswer } from '../outlet/read-answer.js';
import { conclude } from './conclude.js';
import { cueBody } from './cue-body.js';
import { cueKey } from './cue-key.js';
import { testPack } from './interactions.fixture.js';

const interactionId = InteractionId.parse('call-1');
const PAGE = '<html>Sign in</html>';

/** All but those that are final: 400 and 422, which become dead letters. */
const answers = fc.record({
  statusCode: fc.constantFrom(200, 201, 204, 302, 308, 401, 403, 404, 407, 408, 409, 410, 425, 429, 451, 500, 502, 503),
  body: fc.constantFrom('', '{}', '{"cueId":"c"}', '{"error":"no"}', PAGE),
  headers: fc.constantFrom({}, { 'retry-after': '2' }, { location: '/login' }),
});

/** Two disclosures are owed, and a prohibited phrase was said just now. */
const owed = (nowUs: number) =>
  judge(
    testPack,
    {
      firstHeardAtUs: 0,
      lastHeardAtUs: nowUs,
      attributes: {},
      matches: [
        {
          key: 'prohibited:promise',
          from: [0, 0, 0],
          to: [0, 0, 1],
          heardAtUs: 0,
          segmentId: 's',
          words: 'w',
          confidence: 1,
        },
      ],
    },
    nowUs,
  );

/** Posts what is to be posted, if anything, to such an answer. */
function step(desktop: Desktop, nowUs: number, answer: HttpAnswer) {
  const judgement = owed(nowUs);
  const context = { pack: testPack, judgement, ended: false, nowUs, heardAtUs: nowUs, cueMaxAgeUs: Infinity };
  const { action, desktop: noted } = reconcile({ ...context, desktop, resolve: false });
  if (action.kind !== 'post') return { desktop: noted, taken: [] };
  const { kind, items } = action.cue;
  const key = cueKey({ interactionId: interactionId, reuse: 0 }, items, noted.cues.length);
  const note = { kind, items: [...items], key, body: cueBody(action.cue), jobId: 'j', notedAtMs: toMs(nowUs) };
  const read = readPostAnswer(answer, toMs(nowUs));
  const conclusion = read.kind === 'unknown_interaction' ? { ...read, kind: 'refused' as const } : read;
  if (conclusion.kind !== 'accepted' && conclusion.kind !== 'refused') return { desktop: noted, taken: [] };
  const { desktop: shown } = conclude(conclusion, { interactionId, note, desktop: noted, nowUs });
  return { desktop: shown, taken: conclusion.kind === 'accepted' ? items : [] };
}

test('whatever the answers, refused cues are not shown, accepted cues are not repeated, and owed cues arrive', () => {
  fc.assert(
    fc.property(fc.array(answers, { maxLength: 12 }), (sequence) => {
      const taken: string[] = [];
      let desktop: Desktop = EMPTY_DESKTOP;
      const good: HttpAnswer = { statusCode: 201, body: '', headers: {} };
      for (const [index, answer] of [...sequence, good, good, good, good].entries()) {
        const result = step(desktop, toUs(10_000 + index * 61_000), answer); // so that any retry is due
        desktop = result.desktop;
        taken.push(...result.taken);
        expect(desktop.cues.flatMap(({ items }) => items)).toEqual(taken);
        const refused = (desktop.refused ?? []).flatMap(({ items }) => items);
        expect(refused.filter((id) => taken.includes(id))).toEqual([]);
      }
      expect([...taken].sort()).toEqual(['fee', 'notice', 'promise']);
      expect(desktop.refused ?? []).toEqual([]);
    }),
  );
});
