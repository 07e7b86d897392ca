import { LONGEST_LINK_MS, panelSecretSetting, type PanelTarget, panelUrlSetting, signLink } from '@cueline/panel';
import { durationSetting, readSettings, SettingsError } from '@cueline/shared';
import { z } from 'zod';
import { CommandError } from '../host/command-error.js';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';

export interface PanelLinkFlags {
  readonly call?: string | undefined;
  readonly agent?: string | undefined;
  /** How long it is good. */
  readonly for: string;
}

/** Where a panel on this machine is found. */
const Settings = z.object({
  PANEL_SECRET: panelSecretSetting,
  PANEL_URL: panelUrlSetting.prefault('http://127.0.0.1:8081/panel/'),
});

/**
 * Prints a link to the panel of a call or an agent.
 *
 * @throws CommandError
 */
export function printPanelLink({ call, agent, for: time }: PanelLinkFlags, { env, print }: Host): void {
  const target = targetOf(call, agent);
  if (target === undefined)
    throw new CommandError(ExitCode.usage, 'name a call or an agent: --call ID, or --agent NAME');
  const forMs = durationSetting(1000).safeParse(time).data;
  if (forMs === undefined || forMs > LONGEST_LINK_MS)
    throw new CommandError(ExitCode.usage, '--for should be from 1s to 24h: 30m, 8h');
  try {
    const { PANEL_URL: url, PANEL_SECRET: secret } = readSettings(Settings, env);
    print(signLink(url, target, Date.now() + forMs, secret));
  } catch (error) {
    if (error instanceof SettingsError) throw new CommandError(ExitCode.usage, error.lines.join('; '));
    throw error;
  }
}

function targetOf(call: string | undefined, agent: string | undefined): PanelTarget | undefined {
  if (call !== undefined && call !== '') return { call };
  return agent === undefined || agent === '' ? undefined : { agent };
}
