import { Command } from 'commander';
import { expect, test } from 'vitest';
import { addSimulatorFlags, FlagError, parseSimulatorFlags } from './simulator-flags.js';

function parse(...flags: string[]) {
  const command = addSimulatorFlags(new Command());
  return parseSimulatorFlags(command.parse(flags, { from: 'user' }).opts());
}

test('flags have defaults', () => {
  expect(parse()).toMatchObject({ port: 9100, speed: 1, loop: false, idempotency: true, fault: {} });
});

test('faults are named with their settings', () => {
  expect(parse('--fault', 'cueLost:count=2', '--fault', 'cueRateLimited:chance=0.1,retryAfter=date').fault).toEqual({
    cueLost: { chance: 1, count: 2 },
    cueRateLimited: { chance: 0.1, retryAfter: 'date', retryAfterS: 1 },
  });
});

test('a bad value is refused by the name of its flag', () => {
  expect(() => parse('--cue-rate-max', 'many')).toThrow(/^--cue-rate-max: /);
  expect(() => parse('--fault', 'cueLost:chance=2')).toThrow(FlagError);
  expect(() => parse('--fault', 'cueLost:count=2:3')).toThrow(FlagError);
});

test('an unknown fault or setting is refused with the known ones', () => {
  expect(() => parse('--fault', 'coffee')).toThrow(/^--fault: no fault is named 'coffee'; there are tokenRefused, /);
  expect(() => parse('--fault', 'cueRateLimited:times=3')).toThrow(
    "--fault cueRateLimited: no setting of this fault is named 'times'; there are chance, count, retryAfter, retryAfterS",
  );
});
