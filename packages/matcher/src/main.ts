import { runProcess } from '@cueline/shared';
import { runMatcher } from './run-matcher.js';
import { MatcherSettings } from './settings.js';

await runProcess(process, {
  name: 'matcher',
  settings: MatcherSettings,
  run: (context) => runMatcher(context, onReload),
});

/** SIGHUP reads the rule file again. */
function onReload(reload: () => void): void {
  process.on('SIGHUP', reload);
}
