import { type Command, Option } from 'commander';
import type { Host } from '../host/host.js';
import type { PanelLinkFlags } from '../run/panel-link.js';

const help = `
It is opened beside a call, in a frame of the agent's desktop or in a tab, by a link that is signed with PANEL_SECRET. It is set by the
environment alone (see docs/panel.md).

Examples:
  PANEL_SECRET_FILE=/run/secrets/panel REDIS_URL=redis://redis:6379 cueline panel`;

const linkHelp = `
Prints the link and nothing else. Desktops make such links themselves: docs/panel.md says how. It begins with PANEL_URL, and is signed with
PANEL_SECRET.

Examples:
  cueline panel link --call 4711
  cueline panel link --agent "Maria Lopez" --for 8h`;

/** `cueline panel`: what agents see beside their calls, and links to it. */
export function addPanelCommand(program: Command, host: Host): void {
  const panel = program
    .command('panel')
    .description('serve a small page that shows an agent what the call owes')
    .addHelpText('after', help)
    .action(async () => {
      const { misspeltSettings } = await import('../run/misspelt-settings.js');
      for (const line of misspeltSettings(host.env)) host.stderr.write(`${line}\n`);
      await host.become('panel');
    });
  panel
    .command('link')
    .description('print a link to the panel of a call or an agent')
    .option('--call <id>', 'id of the call')
    .addOption(new Option('--agent <name>', 'the agent, by a name or id that calls have').conflicts('call'))
    .option('--for <time>', 'how long it is good, 24h at most', '8h')
    .addHelpText('after', linkHelp)
    .action(async (flags: PanelLinkFlags) => {
      const { printPanelLink } = await import('../run/panel-link.js');
      printPanelLink(flags, host);
    });
}
