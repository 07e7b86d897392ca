import { ArchiveSettings } from '@cueline/archive/settings';
import { ConsoleSettings } from '@cueline/console/settings';
import { ReceiveSettings } from '@cueline/ingest/receive-settings';
import { IngestSettings } from '@cueline/ingest/settings';
import { MatcherSettings } from '@cueline/matcher/settings';
import { PanelSettings } from '@cueline/panel/settings';
import { PublisherSettings } from '@cueline/publisher/settings';
import { closest } from '@cueline/rules';

/** The settings of all processes, each once. */
export const settingNames: readonly string[] = [
  ...new Set(
    [
      IngestSettings,
      ReceiveSettings,
      MatcherSettings,
      PublisherSettings,
      ArchiveSettings,
      ConsoleSettings,
      PanelSettings,
    ].flatMap(({ shape }) => Object.keys(shape)),
  ),
];

/** Other programs' variables that are as near to a setting as a slip of the keyboard. */
const foreign: ReadonlySet<string> = new Set(['HTTP_PROXY', 'HTTPS_PROXY', 'REDIS_PORT', 'REDIS_HOST', 'LOG_FILE']);

/** Variables that Cueline does not know and that look as if they were meant for it, one sentence each. */
export function misspeltSettings(env: NodeJS.ProcessEnv): string[] {
  return Object.keys(env).flatMap((variable) => {
    const name = variable.replace(/_FILE$/, '');
    if (settingNames.includes(variable) || settingNames.includes(name) || foreign.has(variable)) return [];
    const meant = closest(name, settingNames);
    const isNear =
      meant !== undefined && meant.slice(0, 3) === name.slice(0, 3) && Math.abs(meant.length - name.length) <= 2;
    if (isNear) return [`${variable} is no setting: did you mean ${meant}?`];
    return variable.startsWith('CXONE_') ? [`${variable} is no setting: README.md lists them`] : [];
  });
}
