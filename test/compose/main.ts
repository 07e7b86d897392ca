// docker-compose.yml, really brought up: calls go through the containers while some are killed. `npm run test:compose`; with
// `-- --built` the image `cueline` is taken as it is.
import { createHash, randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runBench } from '../bench/programs/run-bench.js';
import { findBaseImages } from './base-images.js';
import { checkStack } from './check-stack.js';
import { findEngine, LackError } from './engine.js';
import { createStack, until } from './stack.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values: flags } = parseArgs({ options: { built: { type: 'boolean', default: false } } });
const say = (line: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);

await runBench(async ({ onEnd }) => {
  const folder = await mkdtemp(join(tmpdir(), 'cueline-compose-'));
  onEnd(() => rm(folder, { recursive: true, force: true }));
  const token = randomBytes(24).toString('hex');
  const rules = join(folder, 'rules');
  await cp(join(root, 'rules'), rules, { recursive: true });
  const tokens = join(folder, 'console.tokens');
  await writeFile(tokens, `test operate ${createHash('sha256').update(token).digest('hex')}\n`);
  const environment = {
    CXONE_BASE_URL: 'http://simulator:9110',
    CXONE_CLIENT_ID: 'cueline',
    CXONE_CLIENT_SECRET: 'cueline-secret',
    CONSOLE_TOKENS: tokens,
    CONSOLE_PORT: '0',
    RULES_FOLDER: rules,
  };
  try {
    const engine = await findEngine({ folder, environment, onEnd });
    say(engine.isOwn ? 'a Docker engine was started for this run' : "the machine's Docker engine");
    const made = await findBaseImages(engine, folder);
    say(made.length === 0 ? 'base images are those of the registry' : `made of Debian's packages: ${made.join(', ')}`);
    const network = engine.isOwn ? ['--network=host'] : [];
    if (!flags.built) await engine.docker('build', '--quiet', ...network, '--tag', 'cueline', root);
    say('the image is there');
    // Calls are played once all is there; the stand-in is asked from this machine.
    const more = join(folder, 'test.yml');
    const simulator = { environment: { SIMULATOR_CALLS: '0' }, ports: ['127.0.0.1::9110'] };
    await writeFile(more, JSON.stringify({ services: { simulator } }));
    const files = ['--project-directory', root, '-f', join(root, 'docker-compose.yml'), '-f', more];
    const stack = createStack(engine, [...files, '-p', 'cueline-test', '--profile', 'demo', '--profile', 'console']);
    // of containers that have just gone the engine may hold a network for a moment
    onEnd(() => until('all is removed', () => stack.remove()));
    return await checkStack({ stack, engine, say, rules, token });
  } catch (error) {
    if (!(error instanceof LackError)) throw error;
    console.error(`test:compose was not run: ${error.message}`);
    return false;
  }
});
