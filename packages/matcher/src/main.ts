import { runProcess } from '@cueline/shared';
import { runMatcher } from './run-matcher.js';
import { MatcherSettings } from './settings.js';

/** SIGHUP reads the rule file again. It must not end the process, from its first moment on. */
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
