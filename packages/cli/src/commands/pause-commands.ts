import { durationSetting } from '@cueline/shared';
import { type Command, InvalidArgumentError } from 'commander';
import type { Host } from '../host/host.js';

const pauseHelp = `
Calls are still matched. What is owed when the pause ends, and still missing then, is cued; prohibited phrases heard longer ago than
CUE_MAX_AGE_MS are not. A longer pause replaces a shorter one.

Examples:
  cueline pause 30m
  cueline pause 2h`;

const resumeHelp = `
After a refusal (403, 429, a login page, an API that was down) a cue is tried again after a while, at most a minute. Once the cause is
mended, 'cueline resume' has the next cue tried at once; 'cueline status' shows whether it was taken.

Examples:
  cueline resume`;

/** `cueline pause` and `cueline resume`: keep cues from desktops for a while. */
export function addPauseCommands(program: Command, host: Host): void {
  program
    .command('pause')
    .description('post no cue for a while')
    .argument('<duration>', 'for how long', parsePause)
    .addHelpText('after', pauseHelp)
    .action(async (forMs: number) => {
      const { pauseCues } = await import('../operate/pause.js');
      host.setExitCode(await pauseCues(forMs, host));
    });
  program
    .command('resume')
    .description('end a pause, or the wait after a refusal: try again now')
    .addHelpText('after', resumeHelp)
    .action(async () => {
      const { resumeCues } = await import('../operate/pause.js');
      host.setExitCode(await resumeCues(host));
    });
}

const Pause = durationSetting(1, 7);

function parsePause(text: string): number {
  const { data, error } = Pause.safeParse(text);
  if (data === undefined) throw new InvalidArgumentError(`It ${error?.issues[0]?.message}.`);
  return data;
}
