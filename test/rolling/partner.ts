import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { git, lastRelease, PartnerError } from './last-release.js';
import { buildNext } from './next-build.js';

/** A build that runs beside this one. */
export interface Partner {
  readonly name: string;
  readonly checkout: string;
  readonly remove: () => Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Builds the release, or the commit, that is to run beside this build.
 *
 * @param ref a tag or a commit; the last release if there is none
 * @throws {PartnerError} if there is no such build, or it stores things without a format
 */
export async function buildPartner(ref = lastRelease(root)): Promise<Partner> {
  const commit = git(root, 'rev-parse', '--verify', '--quiet', `${ref}^{commit}`);
  if (commit === undefined) throw new PartnerError(`${ref} is no tag or commit of this repository`);
  if (git(root, 'cat-file', '-e', `${commit}:packages/shared/src/stored/format.ts`) === undefined)
    throw new PartnerError(
      `${ref} cannot run beside this build: what it stores has no format yet, and it leaves nothing to later releases`,
    );
  const checkout = await mkdtemp(join(tmpdir(), 'cueline-partner-'));
  const remove = () => rm(checkout, { recursive: true, force: true });
  try {
    run(`git archive ${commit} | tar -x -C '${checkout}'`, root);
    run('npm run setup', checkout);
  } catch (error) {
    await remove();
    throw error;
  }
  if (!existsSync(join(checkout, 'packages/matcher/dist/main.bundle.js')))
    throw new PartnerError(`${ref} was not built`);
  return { name: ref, checkout, remove };
}

/** A stand-in for the next release: this build, with a format that is one higher. */
export async function buildNextPartner(): Promise<Partner> {
  return { name: 'the next format', ...(await buildNext()) };
}

function run(command: string, cwd: string): void {
  const { status } = spawnSync('bash', ['-o', 'pipefail', '-c', command], { cwd, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new PartnerError(`'${command}' failed in ${cwd}`);
}
