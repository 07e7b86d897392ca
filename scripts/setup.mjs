// Makes a fresh clone ready to run: Node, packages, build, Redis. Plain JavaScript, because nothing is installed yet.
// Does only what is missing, so it can stand in front of every other script: what follows its name are arguments for a Node that will
// do, which is started once all is ready.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { becomeNode, isSuitable, suitableNode } from '../packages/cli/bin/suitable-node.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Ends the set-up with one plain explanation. */
function giveUp(message) {
  console.error(`setup: ${message}`);
  process.exit(1);
}

function run(command, args, env = process.env) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env });
  if (error || status !== 0) giveUp(`'${[command, ...args].join(' ')}' failed${error ? `: ${error.message}` : ''}`);
}

/** Whether what is installed was installed from this lockfile: pnpm keeps the one it used beside the packages. */
function isInstalled() {
  const used = join(root, 'node_modules/.pnpm/lock.yaml');
  if (!existsSync(used)) return false;
  const packages = readdirSync(join(root, 'packages')).filter((name) =>
    existsSync(join(root, 'packages', name, 'package.json')),
  );
  return (
    readFileSync(used, 'utf8') === readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8') &&
    packages.every((name) => existsSync(join(root, 'packages', name, 'node_modules')))
  );
}

function installPackages() {
  if (isInstalled()) return;
  console.log('setup: installing packages …');
  // CI: pnpm would otherwise stop to ask before it replaces packages that came from elsewhere.
  run('npx', ['-y', manifest.packageManager, 'install', '--frozen-lockfile', '--reporter=silent'], {
    ...process.env,
    CI: 'true',
  });
  console.log('setup: packages installed');
}

/** Each finds out by itself whether there is anything to do. */
function build() {
  if (isForUse) console.log('setup: building …');
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b']);
  run(process.execPath, [join(root, 'scripts/bundle.mjs')]);
  run(process.execPath, [join(root, 'scripts/build-page.mjs')]);
}

function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder && existsSync(join(folder, program)));
}

const canInstall = () => process.getuid?.() === 0 && isOnPath('apt-get');

/**
 * Cueline starts servers of its own, so only the programs are wanted. The distribution's package of a server would also start
 * one as a service, unless the machine's policy forbids it (exit code 101, see invoke-rc.d(8)): so it does while this runs.
 */
function installProgram(name) {
  console.log(`setup: installing ${name} from the distribution's packages`);
  const policy = '/usr/sbin/policy-rc.d';
  const hasPolicy = existsSync(policy);
  if (!hasPolicy) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    const install = ['install', '-y', '-qq', '--no-install-recommends', name];
    spawnSync('apt-get', install, { stdio: 'inherit', env });
  } finally {
    if (!hasPolicy) rmSync(policy);
  }
}

function findRedis() {
  if (process.env.REDIS_URL || isOnPath('redis-server')) return;
  if (canInstall()) installProgram('redis-server');
  if (isOnPath('redis-server')) return;
  giveUp(
    'no redis-server on the PATH. Install one (Debian, Ubuntu: sudo apt-get install redis-server; macOS: brew install redis), ' +
      'or set REDIS_URL to a Redis 6.2 or later that Cueline may use, and run this again.',
  );
}

/** Whether the programs of PostgreSQL are there, on the PATH or where Debian puts them. */
function hasPostgres() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  return isOnPath('initdb') || versions.some((version) => existsSync(join(debian, version, 'bin/initdb')));
}

/** Only tests start one: the demo does without. */
function findPostgres() {
  if (hasPostgres()) return;
  if (canInstall()) installProgram('postgresql');
  if (hasPostgres()) return;
  console.warn(
    'setup: no PostgreSQL was found, so the tests of the archive will fail. Install it (Debian, Ubuntu: sudo apt-get install ' +
      'postgresql; macOS: brew install postgresql). Cueline itself runs without.',
  );
}

/** Only tests use it: they check metrics and alert rules with it. */
function findPromtool() {
  if (isOnPath('promtool')) return;
  if (canInstall()) installProgram('prometheus');
  if (isOnPath('promtool')) return;
  console.warn(
    'setup: no promtool was found, so the tests of metrics, alerts and the dashboard will fail. It comes with Prometheus (Debian, ' +
      'Ubuntu: sudo apt-get install prometheus; macOS: brew install prometheus). Cueline itself runs without.',
  );
}

/** Only tests open the console in a browser of their own. */
function findChromium() {
  if (isOnPath('chromium')) return;
  if (canInstall()) installProgram('chromium');
  if (isOnPath('chromium')) return;
  console.warn(
    'setup: no chromium was found, so the tests of the console in a browser will fail. Install it (Debian: sudo apt-get install ' +
      'chromium; macOS: brew install chromium). Cueline itself runs without.',
  );
}

const after = process.argv.slice(2);
/** Whether somebody asked for the set-up alone, and not for what comes after it. */
const isForUse = after.length === 0;
const isForTests = after.length === 0 || after.some((argument) => /vitest|scripts\/test\.mjs/.test(argument));

function setUp() {
  installPackages();
  build();
  findRedis();
  if (!isForTests) return;
  findPostgres();
  findPromtool();
  findChromium();
  if (isForUse)
    console.log(
      "setup: ready. Next: 'node_modules/.bin/cueline demo' plays sample calls; 'node_modules/.bin/cueline help' lists all",
    );
}

try {
  if (isSuitable) setUp();
  if (!isSuitable) becomeNode(suitableNode(), process.argv.slice(1));
  else if (after.length > 0) becomeNode(process.execPath, after);
} catch (error) {
  giveUp(error.message);
}
