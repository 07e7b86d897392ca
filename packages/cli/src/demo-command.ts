import { loadRules } from '@cueline/matcher';
import { SettingsError } from '@cueline/shared';
import { readCalls, sampleCalls, TranscriptError } from '@cueline/simulator';
import { InvalidArgumentError, type Command } from 'commander';
import { isRight } from './demo/compare.js';
import { lineDisplay, noDisplay, terminalDisplay } from './demo/display.js';
import { runDemo, type DemoEnd } from './demo/run-demo.js';
import { summarise, summaryText } from './demo/summary.js';
import { ExitCode } from './exit-code.js';
import type { Host } from './host.js';
import { shippedRules } from './shipped-rules.js';

interface DemoFlags {
  readonly transcripts?: string;
  readonly rules: string;
  readonly speed: number;
  readonly stay: boolean;
  readonly json: boolean;
}

const help = `
Starts a Redis of its own, every process of the pipeline, and a stand-in for CXone that plays calls; shows each call, what
is owed and what was cued; then compares the cues with what the calls deserved. Ends with 1 when they differ.

Examples:
  cueline demo
  cueline demo --transcripts calls.ndjson --rules bank.yaml
  cueline demo --stay             keep it running, to look into its Redis`;

export function addDemoCommand(program: Command, host: Host): void {
  const command = program
    .command('demo')
    .description('sample calls through the whole pipeline, in a minute')
    .option('--transcripts <file>', 'play these calls (NDJSON, also .gz) instead of the samples')
    .option('--rules <file>', 'the rule file', shippedRules)
    .option('--speed <n>', 'how many times faster than real time', parseSpeed, 10)
    .option('--stay', 'keep the pipeline running afterwards, until Ctrl-C', false)
    .option('--json', 'print only the result, as JSON', false)
    .addHelpText('after', help)
    .action(async (flags: DemoFlags) => {
      try {
        host.setExitCode(await demo(flags, host));
      } catch (error) {
        if (error instanceof TranscriptError) command.error(`error: ${error.message}`);
        throw error;
      }
    });
}

async function demo({ transcripts, rules: file, speed, stay, json }: DemoFlags, host: Host): Promise<number> {
  const rules = loadRules(file);
  if (!rules.ok) throw new SettingsError(rules.lines);
  const { pack } = rules.compiled;
  const calls = transcripts === undefined ? sampleCalls : await readCalls(transcripts);
  const { print, stdout } = host;
  const display = json ? noDisplay : stdout.isTTY ? terminalDisplay({ stdout, pack, speed }) : lineDisplay(print, pack);
  let code: number = ExitCode.foundWrong; // unless it comes to its end, and all is right

  async function onEnd({ comparisons, redisUrl, untilStopping }: DemoEnd) {
    display.close();
    code = comparisons.every(isRight) ? ExitCode.ok : ExitCode.foundWrong;
    print(
      json ? JSON.stringify({ ...summarise(comparisons), comparisons }, undefined, 2) : summaryText(comparisons, pack),
    );
    if (!stay) return;
    if (!json)
      print(
        `Still running, with Redis at ${redisUrl}; REDIS_URL=${redisUrl} cueline status tells how. Ctrl-C ends it.`,
      );
    await untilStopping();
  }
  await runDemo(
    { calls: calls.filter(({ segments }) => segments.length > 0), rules: rules.compiled, speed },
    {
      env: host.env,
      display,
      random: Math.random,
      signal: host.stopSignal(),
      onEnd,
    },
  );
  return code;
}

function parseSpeed(text: string): number {
  const speed = Number(text);
  if (!(speed >= 1 && speed <= 100)) throw new InvalidArgumentError('It should be a number from 1 to 100.');
  return speed;
}
