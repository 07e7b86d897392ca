import { ArchiveSettings } from '@cueline/archive/settings';
import { ConsoleSettings } from '@cueline/console/settings';
import { IngestSettings } from '@cueline/ingest/settings';
import { MatcherSettings } from '@cueline/matcher/settings';
import { PanelSettings } from '@cueline/panel/settings';
import { PublisherSettings } from '@cueline/publisher/settings';
import { isGiven } from '../redis/is-given.js';
import { type Environment, readSettings, SettingsError } from '@cueline/shared';

const schemas = [IngestSettings, MatcherSettings, PublisherSettings, ArchiveSettings, ConsoleSettings];

/** What the processes would refuse their settings for, one sentence each. */
export const wrongSettings = (env: Environment): string[] => [
  ...new Set(schemasFor(env).flatMap((schema) => linesAgainst(schema, env))),
];

/** Most run no panel, and then need no secret for it. */
const schemasFor = (env: Environment) => (isGiven('PANEL_SECRET', env) ? [...schemas, PanelSettings] : schemas);

function linesAgainst(schema: (typeof schemas)[number] | typeof PanelSettings, env: Environment): readonly string[] {
  try {
    readSettings<unknown>(schema, env);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.lines;
    throw error;
  }
}
