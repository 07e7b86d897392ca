import { ArchiveSettings } from '@cueline/archive/settings';
import { ConsoleSettings } from '@cueline/console/settings';
import { IngestSettings } from '@cueline/ingest/settings';
import { MatcherSettings } from '@cueline/matcher/settings';
import { PublisherSettings } from '@cueline/publisher/settings';
import { type Environment, readSettings, SettingsError } from '@cueline/shared';
import { misspeltSettings } from '../run/misspelt-settings.js';
import { type Diagnosis, fail, ok, warn } from './diagnosis.js';

const schemas = [IngestSettings, MatcherSettings, PublisherSettings, ArchiveSettings, ConsoleSettings];

/** Whether the processes would accept their settings. */
export function checkSettings(env: NodeJS.ProcessEnv): Diagnosis {
  const wrong = [...new Set(schemas.flatMap((schema) => linesAgainst(schema, env)))];
  if (wrong.length > 0)
    return fail('settings', { reason: wrong.join('; '), remedy: 'README.md lists all settings with their defaults.' });
  const misspelt = misspeltSettings(env);
  if (misspelt.length > 0)
    return warn('settings', { reason: misspelt.join('; '), remedy: 'Such a variable changes nothing.' });
  return ok('settings', 'ingest, matcher, publisher, archive and console accept them');
}

function linesAgainst(schema: (typeof schemas)[number], env: Environment): readonly string[] {
  try {
    readSettings<unknown>(schema, env);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.lines;
    throw error;
  }
}
