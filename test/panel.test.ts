import { EventSourceParserStream } from 'eventsource-parser/stream';
import { expect, onTestFinished, test } from 'vitest';
import { Beat, type Line, Refused, type Shown, ShownMessage } from '../packages/panel/src/contract/panel.js';
import { readOutcomes } from './harness/outcomes.js';
import { endFrame } from './harness/speech-frame.js';
import { startDesk } from './panel/desk.js';

/** What a panel knows that was opened by this link. */
async function openPanel(link: string) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const { origin, pathname, search } = new URL(link);
  const { body, headers } = await fetch(`${origin}${pathname}live${search}`, { signal: leaving.signal });
  let shown: Shown | undefined;
  let beat: Beat | undefined;
  let refused: string | undefined;
  const read = async () => {
    const events = (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream());
    for await (const { event, data } of events.pipeThrough(new EventSourceParserStream())) {
      const parsed: unknown = JSON.parse(data);
      if (event === 'shown') ({ shown } = ShownMessage.parse(parsed));
      else if (event === 'beat') beat = Beat.parse(parsed);
      else refused = Refused.parse(parsed).reason;
    }
  };
  void read().catch(() => undefined); // it was left
  const lines = (): readonly Line[] => (shown?.kind === 'call' ? shown.lines : []);
  return {
    headers,
    shown: () => shown,
    trouble: () => beat?.trouble,
    refused: () => refused,
    kinds: () => Object.fromEntries(lines().map(({ rule, kind }) => [rule, kind])),
    line: (rule: string) => lines().find((each) => each.rule === rule),
  };
}

test('a panel shows what its call owes until it is said, ticked off or not in the call, and says when it does not know', async () => {
  const desk = await startDesk({ notice: 60, rate: 1 }, { PANEL_FRAME_ANCESTORS: 'https://*.niceincontact.com' });
  const ofCall = await openPanel(desk.link({ call: '4711' }));
  const ofAgent = await openPanel(desk.link({ agent: 'a-17' }));
  await expect.poll(() => ofCall.shown()).toEqual({ kind: 'none' });
  await expect.poll(() => ofAgent.shown()).toEqual({ kind: 'none' });
  expect(ofCall.headers.get('Content-Security-Policy')).toContain('frame-ancestors https://*.niceincontact.com');

  desk.say('4711', 'good morning');
  await expect.poll(ofCall.kinds).toEqual({ notice: 'pending', identity: 'pending', insurance: 'pending' });
  await expect.poll(() => ofAgent.shown()).toEqual(ofCall.shown());
  expect(ofCall.line('notice')).toMatchObject({ words: 'This call is being recorded for quality and training.' });

  desk.say('4711', 'this call is recorded');
  desk.say('4711', 'i want to apply for a loan', 'customer');
  desk.say('4711', 'that is guaranteed approval');
  await expect
    .poll(ofCall.kinds)
    .toMatchObject({ notice: 'satisfied', rate: 'due', promise: 'prohibited', identity: 'pending' });
  expect(ofCall.line('rate')).toMatchObject({ words: 'annual percentage rate is …' });
  expect(ofCall.line('promise')).toMatchObject({ quote: 'guaranteed approval' });

  const tick = async (body: object, link = desk.link({ agent: 'a-17' })) => {
    const answer = await fetch(`${desk.panel.url()}/panel/tick`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ id: '4711', link: Object.fromEntries(new URL(link).searchParams), ...body }),
    });
    return answer.json();
  };
  const said = { rule: 'rate', how: 'said', reason: 'read out before the transfer' };
  const isDone = { isDone: true };
  expect(await tick({ ...said, rule: 'identity', how: 'waived' })).toMatchObject({ isDone: false });
  expect(await tick({ ...said, reason: ' ' })).toMatchObject({ isDone: false });
  expect(await tick({ ...said, rule: 'promise' })).toMatchObject({ isDone: false });
  expect(await tick(said, desk.link({ call: '4712' }))).toMatchObject({ isDone: false });
  expect(await tick(said, desk.link({ call: '4711' }, 1000, 'another secret, as long as it has to be'))).toMatchObject({
    isDone: false,
  });
  expect(ofCall.kinds()).toMatchObject({ rate: 'due', identity: 'pending', insurance: 'pending' });
  expect(await tick(said)).toEqual(isDone);
  expect(await tick({ rule: 'insurance', how: 'waived', reason: '' })).toEqual(isDone);
  await expect.poll(ofCall.kinds).toMatchObject({ rate: 'acknowledged', insurance: 'acknowledged' });

  desk.say('5000', 'the next call', 'agent');
  await expect.poll(() => ofAgent.shown()).toMatchObject({ kind: 'call', id: '5000' });
  desk.simulator.pushFrame(endFrame('4711'));
  await expect.poll(() => ofCall.shown()).toEqual({ kind: 'over', id: '4711' });
  await expect.poll(async () => (await readOutcomes(desk.redis.client)).get('4711')?.events).toBeDefined();
  const events = (await readOutcomes(desk.redis.client)).get('4711')?.events ?? [];
  expect(events.filter(({ what }) => what === 'acknowledged')).toMatchObject([
    { items: ['rate'], by: 'Maria Lopez (panel)', detail: 'read out before the transfer' },
    { items: ['insurance'], by: 'Maria Lopez (panel)', detail: 'not in this call' },
  ]);

  const wrong = await openPanel(desk.link({ call: '5000' }, 60_000, 'another secret, as long as it has to be'));
  await expect.poll(wrong.refused).toBe('wrong');
  const late = await openPanel(desk.link({ call: '5000' }, 15_000));
  await expect.poll(late.shown).toMatchObject({ kind: 'call' });

  const [ingest] = desk.ingests;
  ingest?.freeze();
  await expect.poll(ofAgent.trouble).toBe('unheard');
  ingest?.thaw();
  await expect.poll(ofAgent.trouble).toBeUndefined();
  await expect.poll(late.refused).toBe('expired');
  await desk.redis.server.stop();
  await expect.poll(ofAgent.trouble).toBe('redis');
  expect(ofAgent.shown()).toMatchObject({ kind: 'call', id: '5000' });
});
