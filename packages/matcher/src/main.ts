import { runProcess } from '@cueline/shared';
import { runMatcher } from './run-matcher.js';
import { MatcherSettings } from './settings.js';

/** SIGHUP reloads the rule file. It is handled from the start, so that it never ends the process. */
let reload = () => {};
process.on('SIGHUP', () => reload());

await runProcess(process, {
  name: 'matcher',
  settings: MatcherSettings,
  run: (context) =>
    runMatcher(context, (reloadRules) => {
      reload = reloadRules;
    }),
});
