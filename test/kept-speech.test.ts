import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore } from '@cueline/archive';
import { startPostgresServer } from '@cueline/shared/testing';
import { describe, expect, onTestFinished, test } from 'vitest';
import { askCueline, makeDirectory } from './harness/cueline-command.js';
import { startProcess } from './harness/cueline-process.js';
import { startPipelineOn } from './harness/pipeline.js';
import { startRedis } from './harness/redis.js';
import { writeRules } from './harness/rule-file.js';
import { endFrame, speechFrame } from './harness/speech-frame.js';
import { QUICK } from './harness/timing.js';

const RULES = `version: 1
disclosures:
  - {id: notice, title: Notice, say: ["this call is recorded"], due: 2s}
  - {id: name, title: Name, say: ["my name is"], due: 30s}
`;
/** What the rules say of names is changed; nothing else is. */
const DRAFT = RULES.replace('this call is recorded', 'this line is recorded');

async function openDatabase(kind: 'sqlite' | 'postgres', folder: string): Promise<string> {
  if (kind === 'sqlite') return `sqlite:${join(folder, 'archive.sqlite')}`;
  const postgres = await startPostgresServer();
  onTestFinished(() => postgres.stop());
  return postgres.urlOf('postgres');
}

describe.each(['sqlite', 'postgres'] as const)('%s', (kind) => {
  test('what was said in calls is archived, masked, and a draft of the rules is judged by it', async () => {
    const cwd = await makeDirectory();
    const [redis, url, rulesFile] = await Promise.all([startRedis(), openDatabase(kind, cwd), writeRules(RULES)]);
    const archive = { ...redis.environment, ARCHIVE_URL: url, ARCHIVE_DIR: join(cwd, 'files') };
    const archiver = await startProcess('archive', archive);
    const pipeline = await startPipelineOn(redis, {
      publishers: 0,
      rulesFile,
      settings: { ...QUICK, KEEP_SPEECH: 'masked' },
    });
    const say = (interactionId: string, n: number, text: string, skill: string) =>
      pipeline.simulator.pushFrame({
        ...speechFrame({ interactionId, segmentId: `${interactionId}-${n}`, text }),
        attributes: { skill },
      });
    say('a', 1, 'this line is recorded', 'loans');
    say('a', 2, 'your card is 5500 00', 'loans');
    say('a', 3, '00 0000 0004 thank you', 'loans');
    say('b', 1, 'this call is recorded', 'cards');
    pipeline.simulator.pushFrame(endFrame('a'));
    pipeline.simulator.pushFrame(endFrame('b'));
    const store = openStore(url);
    onTestFinished(() => store.close());
    const rows = async () =>
      (await store.db.selectFrom('speech').select('segments').execute()).map(({ segments }) => segments);
    await expect.poll(() => rows().catch(() => []), { timeout: 60_000 }).toHaveLength(2);
    // nothing of it waits in Redis any more
    await expect.poll(() => redis.client.keys('*speech*'), { timeout: 60_000 }).toEqual([]);
    await archiver.stop();

    const kept = [...(await rows()), ...(await readFiles(join(cwd, 'files')))].join('\n');
    expect(kept).toContain('your card is [number]');
    expect(kept).not.toMatch(/5500 00|0000 0004/);

    await writeFile(join(cwd, 'draft.yaml'), DRAFT);
    await writeFile(join(cwd, 'rules.yaml'), RULES);
    const compare = (more: string) =>
      askCueline(`backtest --rules draft.yaml --compare rules.yaml --archive --json ${more}`.trim().split(' '), {
        cwd,
        env: { ...archive },
      });
    const both = await compare('--since 7d');
    expect(both.code).toBe(0);
    const lines = both.text.split('\n').map((line) => JSON.parse(line));
    expect(lines.at(-1)).toMatchObject({
      comparison: {
        changes: expect.arrayContaining([
          expect.objectContaining({
            interactionId: 'a',
            id: 'notice',
            old: expect.objectContaining({ verdict: 'missed' }),
            new: expect.objectContaining({ evidence: [expect.objectContaining({ words: 'this line is recorded' })] }),
          }),
          expect.objectContaining({ interactionId: 'b', id: 'notice', new: { verdict: 'missed', evidence: [] } }),
        ]),
        changedCalls: 2,
      },
    });
    const some = await compare('--where skill=loans');
    expect(some.text.split('\n').map((line) => JSON.parse(line).interactionId)).toEqual(['a', undefined]);
    expect(await compare('--where skill=none')).toMatchObject({ code: 1 });
    expect(await compare('--transcripts draft.yaml')).toMatchObject({ code: 64 });
    expect((await askCueline(['forget', 'a', '--actor', 'me'], { cwd, env: archive })).code).toBe(0);
    expect(await rows()).toHaveLength(1);
    expect((await readFiles(join(cwd, 'files'))).join('')).not.toContain('your card');
  });
});

const readFiles = async (folder: string) =>
  Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')));
