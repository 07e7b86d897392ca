import { spawnSync } from 'node:child_process';

/** Runs Prometheus' own tool; returns its exit code and all that it wrote. */
export function promtool(args: readonly string[], input = ''): { code: number | null; text: string } {
  const { status, stdout, stderr, error } = spawnSync('promtool', args, { input, encoding: 'utf8' });
  if (error) throw error;
  return { code: status, text: `${stdout}${stderr}` };
}
