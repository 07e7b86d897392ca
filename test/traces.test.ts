import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { first } from '@cueline/shared/testing';
import { expect, test } from 'vitest';
import { findKeys } from './harness/find-keys.js';
import { type ReceivedSpan, startOtlpReceiver } from './harness/otlp-receiver.js';
import { startPipeline } from './harness/pipeline.js';
import { writeRules } from './harness/rule-file.js';
import { RULES, scriptedCalls } from './harness/scripted-calls.js';
import { shownCues } from './harness/shown-cues.js';
import { QUICK_WITHOUT_GAPS } from './harness/timing.js';

/** Kinds as OTLP numbers them. */
const [CLIENT, PRODUCER, CONSUMER] = [3, 4, 5];

/** Plays one call of each kind, and waits for the cues of these. */
async function playUntilCued(
  pipeline: Awaited<ReturnType<typeof startPipeline>>,
  ...ids: readonly string[]
): Promise<void> {
  await pipeline.simulator.play(
    scriptedCalls(1).map(({ call }) => call),
    { endFrames: false },
  );
  const cued = () => shownCues(pipeline.simulator).map(({ interactionId }) => interactionId);
  await expect.poll(cued, { timeout: 60_000 }).toEqual(expect.arrayContaining([...ids]));
}

test('one call is followed from its frames to the answer, through three processes', async () => {
  const receiver = await startOtlpReceiver();
  const pipeline = await startPipeline({
    rulesFile: await writeRules(RULES),
    settings: { ...QUICK_WITHOUT_GAPS, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_BSP_SCHEDULE_DELAY: '200' },
  });
  await playUntilCued(pipeline, 'forgetful-1');

  const line = () =>
    first(pipeline.publishers).log.find(
      ({ msg, interactionId }) => msg === 'cue handled' && interactionId === 'forgetful-1',
    );
  await expect.poll(line).toMatchObject({
    outcome: 'posted',
    status: 201,
    rules: expect.any(Array),
    revision: expect.any(Number),
    tookMs: expect.any(Number),
    trace_id: expect.stringMatching(/^[\da-f]{32}$/),
  });
  const traceId = line()?.['trace_id'];
  const spanOf = (name: string, isIt: (span: ReceivedSpan) => boolean) =>
    receiver.spans.find((span) => span.name === name && isIt(span));
  const inTrace = (span: ReceivedSpan) => span.traceId === traceId;
  const namesInTrace = () => new Set(receiver.spans.filter(inTrace).map(({ name }) => name));
  const lookOf = (post: ReceivedSpan) => spanOf('process cues', ({ spanId }) => spanId === post.parentSpanId);
  // a batch of segments may have led to cues in other calls, too
  const postOf = () =>
    spanOf(
      'POST',
      (span) => inTrace(span) && lookOf(span)?.attributes['messaging.message.conversation_id'] === 'forgetful-1',
    );
  await expect
    .poll(namesInTrace, { timeout: 60_000 })
    .toEqual(new Set(['process segments', 'send cues', 'process cues', 'POST']));
  await expect.poll(postOf, { timeout: 60_000 }).toBeDefined();

  // from the answer back to the frames
  const post = postOf();
  expect(post).toMatchObject({
    service: 'cueline-publisher',
    kind: CLIENT,
    attributes: { 'http.response.status_code': 201, 'server.address': '127.0.0.1' },
  });
  /** Each process sends its spans by itself, in any order. */
  const parentOf = async (span: ReceivedSpan | undefined, name: string) => {
    const find = () => spanOf(name, ({ spanId }) => spanId === span?.parentSpanId);
    await expect.poll(find, { timeout: 60_000 }).toBeDefined();
    return find();
  };
  const look = await parentOf(post, 'process cues');
  expect(look).toMatchObject({
    service: 'cueline-publisher',
    kind: CONSUMER,
    attributes: { 'messaging.system': 'bullmq', 'messaging.message.conversation_id': 'forgetful-1' },
  });
  const sent = await parentOf(look, 'send cues');
  expect(sent).toMatchObject({
    service: 'cueline-matcher',
    kind: PRODUCER,
    attributes: { 'messaging.destination.name': 'cues', 'cueline.revision': line()?.['revision'] },
  });
  const processed = await parentOf(sent, 'process segments');
  expect(processed).toMatchObject({
    service: 'cueline-matcher',
    kind: CONSUMER,
    attributes: {
      'messaging.system': 'redis',
      'messaging.consumer.group.name': 'matchers',
      'cueline.interactions': expect.arrayContaining(['forgetful-1']),
    },
  });
  expect(processed?.parentSpanId ?? '').toBe(''); // a batch comes from several: it is linked to them
  const linked = () => processed?.links.map(({ spanId }) => receiver.spans.find((span) => span.spanId === spanId));
  await expect.poll(linked, { timeout: 60_000 }).toContainEqual(
    expect.objectContaining({
      name: 'send segments',
      service: 'cueline-ingest',
      kind: PRODUCER,
      attributes: expect.objectContaining({ 'cueline.interactions': expect.arrayContaining(['forgetful-1']) }),
    }),
  );
  // no words, and nothing by which a span of BullMQ's own would be known
  expect(JSON.stringify(receiver.bodies)).not.toMatch(/contract|recorded|guaranteed|cues\.add/);
});

test('a call is traced whole or not at all, and named by a digest if it is to be', async () => {
  const receiver = await startOtlpReceiver();
  const pipeline = await startPipeline({
    rulesFile: await writeRules(RULES),
    settings: {
      ...QUICK_WITHOUT_GAPS,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_TRACES_SAMPLER_ARG: '0.4',
      OTEL_BSP_SCHEDULE_DELAY: '200',
      LOG_INTERACTIONS: 'hashed',
    },
  });
  await playUntilCued(pipeline, 'forgetful-1', 'promising-1', 'negated-1');
  const digest = (id: string) => createHash('sha256').update(id).digest('hex').slice(0, 16);
  const ids = scriptedCalls(1).map(({ call }) => call.interactionId);
  const traced = new Set(ids.filter((id) => crc32(id) < 0.4 * 2 ** 32).map(digest));
  expect([0, ids.length]).not.toContain(traced.size);
  const callsOf = (name: string) =>
    new Set(
      receiver.spans
        .filter((span) => span.name === name)
        .flatMap(
          ({ attributes }) => attributes['cueline.interactions'] ?? attributes['messaging.message.conversation_id'],
        ),
    );
  await expect.poll(() => callsOf('process segments'), { timeout: 60_000 }).toEqual(traced);
  await expect.poll(() => callsOf('process cues').size, { timeout: 60_000 }).toBeGreaterThan(0);
  await expect.poll(() => callsOf('send segments'), { timeout: 60_000 }).toEqual(traced);
  for (const name of ['send cues', 'process cues'])
    expect([...callsOf(name)].filter((id) => !traced.has(String(id)))).toEqual([]);
  const processes = [...pipeline.ingests, ...pipeline.matchers, ...pipeline.publishers];
  const logs = JSON.stringify(processes.map(({ log }) => log));
  expect(logs).toContain(digest('forgetful-1'));
  expect(logs + JSON.stringify(receiver.bodies)).not.toContain('forgetful-1');
});

test('a collector that is away changes nothing, and without one nothing is traced', async () => {
  const settings = { ...QUICK_WITHOUT_GAPS };
  const rulesFile = await writeRules(RULES);
  const away = { ...settings, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' };
  const [untold, told] = [
    await startPipeline({ rulesFile, settings }),
    await startPipeline({ rulesFile, settings: away }),
  ];
  await Promise.all([untold, told].map((pipeline) => playUntilCued(pipeline, 'forgetful-1')));
  const traces = ({ redis }: typeof untold) => findKeys(redis.client, 'cueline:{*}:trace:*');
  expect(await traces(untold)).toEqual([]);
  expect((await traces(told)).length).toBeGreaterThan(0);
  const handled = () => first(untold.publishers).log.find(({ msg }) => msg === 'cue handled');
  await expect.poll(handled).toBeDefined();
  expect(handled()).not.toHaveProperty('trace_id');
  const stopped = [...told.ingests, ...told.matchers, ...told.publishers].map((one) => one.stop());
  expect(await Promise.all(stopped)).toEqual([0, 0, 0]);
});
