import type { Command } from 'commander';
import type { Host } from '../host/host.js';

const listHelp = `
Speech in them is masked. Times are UTC. 'cueline status' reports them until they are
put back, tried again ('retry', for cues that CXone rejected and notices that could not
be sent) or removed ('discard', 'drop').

Examples:
  cueline dead-letters list
  cueline dead-letters list --discarded     what was put aside, and can be restored
  cueline dead-letters list --json | jq -r '.[].reason' | sort | uniq -c`;

const putBackHelp = `
Matchers then process them again, at the time they were heard: once what was
wrong has been mended. Cues that CXone rejected stay. Ends with 1 if any stays,
or there is none of an id. Numbers that were masked stay masked, and speech of
an interaction that is over no longer counts.

Examples:
  cueline dead-letters put-back 3/1795351922450-0
  cueline dead-letters put-back --all`;

const retryHelp = `
For letters with the reason cue_rejected, once CXone takes such cues: each is posted anew if its call goes on and the agent still owes
it. What was said meanwhile is not cued, and no letter is tried twice. Those with the reason notice_not_sent are sent again, under the same
id. Ends with 1 if something was not tried.

Examples:
  cueline dead-letters retry 3/1795351922450-0
  cueline dead-letters retry --all`;

const dropHelp = `
They are gone for good. Each is logged to stderr, with its id, its reason and its
interaction. Ends with 1 if there is none of an id.

Examples:
  cueline dead-letters drop 3/1795351922450-0
  cueline dead-letters drop --all 2>> dropped.log`;

const shelveHelps = {
  discard: `
'cueline dead-letters list --discarded' shows them, and 'restore' with the same
id makes a dead letter of one again. Ends with 1 if there is none of an id.

Example:
  cueline dead-letters discard 3/1795351922450-0`,
  restore: `
A dead letter that was restored has an id of its own, which is printed. Ends
with 1 if there is none of an id any more.

Example:
  cueline dead-letters restore 3/1795351922450-0`,
};

/** `cueline dead-letters …`: what could not be processed. */
export function addDeadLettersCommand(program: Command, host: Host): void {
  const deadLetters = program.command('dead-letters').description('read what could not be processed, and put it back');
  deadLetters
    .command('list')
    .description('list all dead letters, each with its reason')
    .option('--discarded', 'those that were put aside instead', false)
    .option('--json', 'as JSON', false)
    .addHelpText('after', listHelp)
    .action(async (options: { json: boolean; discarded: boolean }) => {
      const { listDeadLetters } = await import('../operate/dead-letters.js');
      host.setExitCode(await listDeadLetters(options, host));
    });
  deadLetters
    .command('put-back')
    .description('put dead letters back into the stream of segments')
    .argument('[id...]', "ids as 'list' shows them")
    .option('--all', 'all of them', false)
    .addHelpText('after', putBackHelp)
    .action(async (ids: string[], { all }: { all: boolean }, command: Command) => {
      if (all === ids.length > 0) command.error('error: name the ids of dead letters, or --all');
      const { putBackDeadLetters } = await import('../operate/dead-letters.js');
      host.setExitCode(await putBackDeadLetters(all ? 'all' : ids, host));
    });
  deadLetters
    .command('retry')
    .description('have cues that CXone rejected tried again, and notices sent again')
    .argument('[id...]', "ids as 'list' shows them")
    .option('--all', 'all of them', false)
    .addHelpText('after', retryHelp)
    .action(async (ids: string[], { all }: { all: boolean }, command: Command) => {
      if (all === ids.length > 0) command.error('error: name the ids of dead letters, or --all');
      const { retryDeadLetters } = await import('../operate/dead-letters.js');
      host.setExitCode(await retryDeadLetters(all ? 'all' : ids, host));
    });
  for (const how of ['discard', 'restore'] as const) {
    deadLetters
      .command(how)
      .description(
        how === 'discard' ? 'put dead letters aside for 24 hours' : 'make dead letters of those that were put aside',
      )
      .argument('<id...>', how === 'discard' ? "ids as 'list' shows them" : "ids as 'list --discarded' shows them")
      .addHelpText('after', shelveHelps[how])
      .action(async (ids: string[]) => {
        const { shelveDeadLetters } = await import('../operate/dead-letters.js');
        host.setExitCode(await shelveDeadLetters(ids, how, host));
      });
  }
  deadLetters
    .command('drop')
    .description('remove dead letters for good')
    .argument('[id...]', "ids as 'list' shows them")
    .option('--all', 'all of them', false)
    .addHelpText('after', dropHelp)
    .action(async (ids: string[], { all }: { all: boolean }, command: Command) => {
      if (all === ids.length > 0) command.error('error: name the ids of dead letters, or --all');
      const { dropDeadLetters } = await import('../operate/dead-letters.js');
      host.setExitCode(await dropDeadLetters(all ? 'all' : ids, host));
    });
}
