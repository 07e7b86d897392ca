import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';

const getconf = (name: string) => Number(execFileSync('getconf', [name], { encoding: 'utf8' }));
const ticksPerSecond = getconf('CLK_TCK');
const bytesPerPage = getconf('PAGESIZE');

/**
 * User and system time of a process and of its children that have ended (a Redis that rewrites its log has one): fields 14 to
 * 17 of `/proc/<pid>/stat`, in ticks.
 */
export async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const ticks = stat
    .slice(stat.lastIndexOf(')') + 2) // the second field is the name, which may hold anything
    .split(' ')
    .slice(11, 15)
    .map(Number);
  return ticks.reduce((sum, count) => sum + count, 0) / ticksPerSecond;
}

/** What a process has in memory: field 2 of `/proc/<pid>/statm`, in pages. */
export async function residentBytes(pid: number): Promise<number> {
  const pages = Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[1]);
  return pages * bytesPerPage;
}
