import { createRequire } from 'node:module';
import type * as recheck from 'recheck';
import type { PhraseFlaw } from '../phrases/phrase-error.js';
import { regexSlipOf } from './regex-slips.js';
import { regexFlags } from '../phrases/regex-flags.js';

// Importing recheck takes a third of a second (measured), and few packs have a regular expression.
const require = createRequire(import.meta.url);

/**
 * The automaton settles most patterns within 10 ms; what it does not support, such as lookbehind, is attacked at
 * random.
 */
const CHECKERS: readonly RegexChecker[] = [
  { checker: 'automaton', timeout: 1000 },
  // Takes less than a second (measured), but a machine may be busy, and a pattern is refused when this runs out.
  { checker: 'fuzz', timeout: 30_000 },
];

/** Speech is slow by the steps that it takes, never by the time: on a busy machine all would seem slow. */
const BY_STEPS = { seedingTimeout: null, incubationTimeout: null, attackTimeout: null } as const;

/** A way to look for speech on which a regular expression is slow, and how many ms it may take. */
type RegexChecker = Pick<recheck.Parameters, 'timeout'> & { readonly checker: 'automaton' | 'fuzz' };

const MAX_SHOWN = 60;

/**
 * Checks that a regular expression is one, and that no speech can make it backtrack for minutes: it is refused with an
 * input that proves it, or if nothing is proved in time.
 *
 * @param checkers tried one after another until one of them knows
 */
export function checkRegex(pattern: string, checkers = CHECKERS): PhraseFlaw | undefined {
  const slip = regexSlipOf(pattern);
  if (slip !== undefined) return slip;
  try {
    RegExp(pattern, regexFlags(pattern));
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
  for (const checker of checkers) {
    const result = checkSync(pattern, regexFlags(pattern), { ...checker, ...BY_STEPS });
    if (result.status === 'safe') return undefined;
    if (result.status === 'vulnerable') {
      const attack = result.attack.pattern;
      const shown = attack.length > MAX_SHOWN ? `${attack.slice(0, MAX_SHOWN)}…` : attack;
      return {
        offset: 0,
        message: 'this regular expression can take minutes on some speech',
        hint: String.raw`on ${shown}, for example; limit repeats, as in \w{1,20}, or use a phrase`,
      };
    }
  }
  return {
    offset: 0,
    message: 'this regular expression could not be proved safe',
    hint: String.raw`make it shorter or split it, limit repeats, as in \w{1,20}, or use a phrase`,
  };
}
