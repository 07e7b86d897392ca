import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePlatform } from '@cueline/shared';
import { createSimulator } from '@cueline/simulator';
import { expect, onTestFinished, test } from 'vitest';
import { answeredLater, hearNice } from './hear-nice.js';

test('the platform file of the demo is that of NICE, in the time of its calls', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cueline-nice-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const simulator = createSimulator({ platform: 'nice' });
  const { ingest, publisher } = await hearNice({ simulator, baseUrl: 'http://127.0.0.1:9100', folder, speed: 10 });
  const file = publisher.PLATFORM_FILE;
  const parsed = parsePlatform(await readFile(file, 'utf8'), file);
  expect(parsed).toMatchObject({ ok: true, platform: { name: 'NICE CXone agent assist' } });
  expect(parsed.ok && parsed.platform.socket).toMatchObject({
    heartbeat: { every: '100ms' },
    contacts: { linger: '500ms', listed: { every: '300ms' } },
  });
  const messages = 'http://127.0.0.1:9100/inContactAPI/services/v30/communications/agent-messages';
  expect(parsed.ok && parsed.platform.outlets).toMatchObject([
    {
      name: 'agent-message',
      show: { url: messages },
      withdraw: { url: `${messages}/{cueId}` },
      find: { url: messages },
    },
  ]);
  expect(ingest).toMatchObject({
    ...publisher,
    CXONE_TRANSCRIPTION_URL: 'ws://127.0.0.1:9100/agent-assist-notifications/notifications/ws',
    CXONE_ACCESS_KEY_ID: simulator.accessKey.id,
  });
});

test('a call is there before somebody speaks, for as long whatever the speed', () => {
  const segment = { segmentId: '1', speaker: 'agent', text: 'hello', startMs: 0, endMs: 900 };
  expect(answeredLater([{ interactionId: 'c', segments: [segment], endMs: 2000 }], 10)).toEqual([
    { interactionId: 'c', segments: [{ ...segment, startMs: 25_000, endMs: 25_900 }], endMs: 27_000 },
  ]);
});
