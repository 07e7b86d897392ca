import { colorsFor } from '../host/colors.js';
import { ExitCode } from '../host/exit-code.js';
import type { Host, Output } from '../host/host.js';
import { printable } from '../host/printable.js';
import { wrapText } from '../host/wrap-text.js';
import { checkArchive } from './check-archive.js';
import { checkCxone } from './check-cxone.js';
import { checkOutlets } from './check-outlets.js';
import { checkRedisServer } from './check-redis.js';
import { checkRules } from './check-rules.js';
import { checkSettings } from './check-settings.js';
import type { Diagnosis } from './diagnosis.js';

export interface DoctorOptions {
  readonly json: boolean;
  /** How long to listen to the socket, at most, in ms. */
  readonly listenMs: number;
}

/** Checks whether Cueline can run with these settings, and prints a line for each check; returns the exit code. */
export async function runDoctor({ json, listenMs }: DoctorOptions, { env, stdout, print }: Host): Promise<number> {
  const [redis, cxone, outlets, archive] = await Promise.all([
    checkRedisServer(env),
    checkCxone(env, listenMs),
    checkOutlets(env),
    checkArchive(env),
  ]);
  const diagnoses = [checkSettings(env), ...redis, ...cxone, ...outlets, checkRules(env), archive];
  if (json) print(JSON.stringify(diagnoses, undefined, 2));
  else for (const diagnosis of diagnoses) print(lineOf(diagnosis, stdout));
  return diagnoses.some(({ state }) => state === 'fail') ? ExitCode.foundWrong : ExitCode.ok;
}

const INDENT = ' '.repeat(18);

function lineOf({ check, state, says, remedy }: Diagnosis, stdout: Output): string {
  const { green, yellow, red } = colorsFor(stdout);
  const paint = { ok: green, warn: yellow, fail: red }[state];
  const head = `${state.padEnd(6)}${check.padEnd(12)}`;
  const line = wrapText(head.trimEnd().padEnd(INDENT.length - 1), printable(says), stdout.columns);
  const todo = remedy === undefined ? '' : `\n${wrapText(INDENT.slice(1), printable(remedy), stdout.columns)}`;
  return `${line.replace(state, paint(state))}${todo}`;
}
