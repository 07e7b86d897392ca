import { freePorts } from '@cueline/shared/testing';
import { expect, test } from 'vitest';
import { expectDeservedVerdicts, expectOwedIsCued } from './harness/ledger.js';
import { type Pipeline, startPipeline } from './harness/pipeline.js';
import { writeRules } from './harness/rule-file.js';
import { RULES, scriptedCalls } from './harness/scripted-calls.js';
import { QUICK } from './harness/timing.js';

const SECRET = 'a-secret-of-this-test';

/** A pipeline to which the simulator posts what this platform does. */
async function startPosted(
  platform: 'genesys' | 'twilio',
  settings: Readonly<Record<string, string>> = {},
): Promise<Pipeline> {
  const [port = 0] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const known =
    platform === 'genesys'
      ? { RECEIVE_SECRET: SECRET }
      : { RECEIVE_TWILIO_TOKEN: SECRET, RECEIVE_PUBLIC_URL: `${url}/` };
  const endpoint = { PLATFORM_FILE: `platforms/${platform}.yaml`, RECEIVE_PORT: String(port), ...known, ...settings };
  return await startPipeline({
    hears: 'receive',
    rulesFile: await writeRules(RULES),
    settings: QUICK,
    settingsOf: (name): Readonly<Record<string, string>> => (name === 'receive' ? endpoint : {}),
    simulator: { platform, postTo: `${url}/calls?of=${platform}`, postSecret: SECRET },
  });
}

test.each(['genesys', 'twilio'] as const)(
  'of what %s posts, what is owed is cued once and nothing else, whatever else comes',
  async (platform) => {
    const pipeline = await startPosted(platform, { TRANSCRIPT_DELAY_MS: '0' });
    const { faults, journal } = pipeline.simulator;
    const chance = 0.3;
    faults.set({
      frameDuplicate: { chance },
      frameInterim: { chance },
      frameWordless: { chance },
      frameMalformed: { chance },
      serialSkipped: { chance },
      wordsEmpty: { chance },
      otherMessage: { chance },
    });
    const calls = scriptedCalls(1);
    await pipeline.simulator.play(
      calls.map(({ call }) => call),
      { endFrames: false },
    );
    await expectOwedIsCued(pipeline, calls);
    await expectDeservedVerdicts(pipeline, calls);
    const answers = journal.read({ kind: 'posted' }).map(({ status }) => status);
    // what is no JSON is refused for good; of a form nothing can be told before it is read
    expect(new Set(answers)).toEqual(new Set(platform === 'genesys' ? [200, 400] : [200]));
  },
);

test('texts that come in windows longer than a rule allows are judged by when they were said', async () => {
  const pipeline = await startPosted('genesys', { TRANSCRIPT_DELAY_MS: '4500' });
  pipeline.simulator.faults.set({ textsInWindows: { chance: 1, windowMs: 4000 } });
  const calls = scriptedCalls(2);
  await pipeline.simulator.play(
    calls.map(({ call }) => call),
    { endFrames: false, spreadMs: 4000 },
  );
  await expectOwedIsCued(pipeline, calls);
  await expectDeservedVerdicts(pipeline, calls);
});
