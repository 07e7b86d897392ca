import { ArchiveSettings } from '@cueline/archive/settings';
import { ConsoleSettings } from '@cueline/console/settings';
import { IngestSettings } from '@cueline/ingest/settings';
import { MatcherSettings } from '@cueline/matcher/settings';
import { PublisherSettings } from '@cueline/publisher/settings';
import { type Environment, readSettings, SettingsError } from '@cueline/shared';

const schemas = [IngestSettings, MatcherSettings, PublisherSettings, ArchiveSettings, ConsoleSettings];

/** What the processes would refuse their settings for, one sentence each. */
export const wrongSettings = (env: Environment): string[] => [
  ...new Set(schemas.flatMap((schema) => linesAgainst(schema, env))),
];

function linesAgainst(schema: (typeof schemas)[number], env: Environment): readonly string[] {
  try {
    readSettings<unknown>(schema, env);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.lines;
    throw error;
  }
}
