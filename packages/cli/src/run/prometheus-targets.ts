import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Prometheus reads it by `file_sd_configs`, and again whenever it changes. */
const FILE = 'prometheus.json';

/**
 * Keeps a file with where processes serve metrics, for Prometheus: `up` gives them ports that differ at each start. A process
 * that has died stays in it, as what is down.
 */
export function createPrometheusTargets(folder: string) {
  const targets = new Map<string, string>();
  const file = join(folder, FILE);
  let written: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const groups = [...targets].map(([name, target]) => ({ targets: [target], labels: { instance: name } }));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // in one step, as Prometheus may be reading it
    await writeFile(`${file}.part`, `${JSON.stringify(groups, undefined, 2)}\n`);
    await rename(`${file}.part`, file);
  }
  return {
    /** A process is ready at this URL. Resolves when it is written, or cannot be. */
    add(name: string, url: string): Promise<void> {
      targets.set(name, new URL(url).host);
      return (written = written.then(write).catch(() => undefined));
    },
    async remove(): Promise<void> {
      await written;
      await rm(file, { force: true }).catch(() => undefined);
    },
  };
}
