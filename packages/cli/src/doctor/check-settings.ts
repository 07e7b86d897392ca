import { misspeltSettings } from '../run/misspelt-settings.js';
import { wrongSettings } from '../run/wrong-settings.js';
import { type Diagnosis, fail, ok, warn } from './diagnosis.js';

/** Whether the processes would accept their settings. */
export function checkSettings(env: NodeJS.ProcessEnv): Diagnosis {
  const wrong = wrongSettings(env);
  if (wrong.length > 0)
    return fail('settings', { reason: wrong.join('; '), remedy: 'README.md lists all settings with their defaults.' });
  const misspelt = misspeltSettings(env);
  if (misspelt.length > 0)
    return warn('settings', { reason: misspelt.join('; '), remedy: 'Such a variable changes nothing.' });
  return ok('settings', 'ingest, matcher, publisher, archive and console accept them');
}
