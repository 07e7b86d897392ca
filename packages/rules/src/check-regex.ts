import { createRequire } from 'node:module';
import type * as recheck from 'recheck';
import type { PhraseFlaw } from './check-phrases.js';

// Importing recheck takes a third of a second (measured), and few packs have a regular expression.
const require = createRequire(import.meta.url);

/** The automaton settles most patterns within 10 ms; what it does not support, such as lookbehind, is attacked at random. */
const CHECKERS = [
  { checker: 'automaton', timeout: 1000 },
  { checker: 'fuzz', timeout: 3000 },
] as const;

const MOST_SHOWN = 60;

/**
 * Checks that a regular expression is one, and that no speech can make it backtrack for minutes. It is refused only with
 * an input that proves it.
 */
export function checkRegex(pattern: string): PhraseFlaw | undefined {
  try {
    RegExp(pattern, 'i');
  } catch (error) {
    // V8 says "Invalid regular expression: /(/i: Unterminated group".
    const reason = error instanceof SyntaxError ? error.message.split(': ').at(-1) : 'unknown reason';
    return {
      offset: 0,
      message: `this is not a regular expression: ${reason}`,
      hint: 'JavaScript syntax is expected; in YAML, single quotes leave backslashes as they are',
    };
  }
  const { checkSync }: typeof recheck = require('recheck');
  for (const parameters of CHECKERS) {
    const result = checkSync(pattern, 'i', parameters);
    if (result.status === 'safe') return undefined;
    if (result.status === 'vulnerable') {
      const attack = result.attack.pattern;
      const shown = attack.length > MOST_SHOWN ? `${attack.slice(0, MOST_SHOWN)}…` : attack;
      return {
        offset: 0,
        message: 'this regular expression can take minutes on some speech',
        hint: String.raw`on ${shown}, for one; bound what repeats, as in \w{1,20}, or use a phrase`,
      };
    }
  }
  return undefined;
}
