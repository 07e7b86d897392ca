import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** There is no such build, or it cannot run beside this one; the message says why. */
export class PartnerError extends Error {
  override readonly name = 'PartnerError';
}

/** Runs git in a folder; returns what it prints, or undefined if it fails. */
export function git(folder: string, ...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, { cwd: folder, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * The last release of a repository, by its tag; or, as a clone need not have tags, by the commit that gave CHANGELOG.md its heading
 * (`## 0.1.0 - 2026-11-29`).
 *
 * @throws {PartnerError} if there is none, or it cannot be known
 */
export function lastRelease(folder: string): string {
  const tag = git(folder, 'describe', '--tags', '--abbrev=0');
  if (tag !== undefined) return tag;
  const heading = /^## \d+\.\d+\.\d+ - \d{4}-\d\d-\d\d$/m.exec(readFileSync(join(folder, 'CHANGELOG.md'), 'utf8'))?.[0];
  if (heading === undefined)
    throw new PartnerError(
      'there is no release yet: name a commit with --from, or try --next, the next format beside this one',
    );
  if (git(folder, 'rev-parse', '--is-shallow-repository') === 'true')
    throw new PartnerError("this clone does not have the last release: 'git fetch --unshallow' brings it");
  const commit = git(folder, 'log', '--format=%h', `-S${heading}`, '--', 'CHANGELOG.md')?.split('\n').at(-1);
  if (commit === undefined || commit === '')
    throw new PartnerError(`'${heading}' of CHANGELOG.md has not been committed: name a commit with --from`);
  return commit;
}
