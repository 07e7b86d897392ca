import { sampleCalls, type Call, type SimulatedPlatform } from '@cueline/simulator';
import { colorsFor } from '../host/colors.js';
import { ExitCode } from '../host/exit-code.js';
import type { Host } from '../host/host.js';
import { requireRules } from '../calls/read-rules.js';
import { readTranscripts, type TranscriptFlags } from '../calls/read-transcripts.js';
import { isRight } from './compare.js';
import { lineDisplay, noDisplay, panelLine, terminalDisplay } from './display.js';
import { runDemo, type DemoEnd } from './run-demo.js';
import { summarise, summaryText } from './summary.js';

/** Without transcripts, the sample calls are played. */
export interface DemoFlags extends Partial<TranscriptFlags> {
  readonly rules: string;
  /** How many times faster than real time. */
  readonly speed: number;
  readonly platform: SimulatedPlatform;
  /** Whether the pipeline stays when the calls are over. */
  readonly stay: boolean;
  readonly json: boolean;
}

type DemoHost = Pick<Host, 'env' | 'stdout' | 'stderr' | 'print' | 'stopSignal'>;

/**
 * Runs the demo and prints how it went; returns the exit code.
 *
 * @throws CommandError
 */
export async function demo(flags: DemoFlags, host: DemoHost): Promise<number> {
  const { env, stdout, print, stopSignal } = host;
  const { speed, platform, stay, json } = flags;
  const signal = stopSignal();
  const rules = requireRules(flags.rules);
  const { pack } = rules;
  const { calls, isWhole } = await readDemoCalls(flags, host);
  const onTerminal = () => terminalDisplay({ stdout, pack, speed, colors: colorsFor(stdout) });
  const display = json ? noDisplay : stdout.isTTY ? onTerminal() : lineDisplay({ print, pack, speed, now: Date.now });
  let end: DemoEnd | undefined;

  async function onEnd(reached: DemoEnd) {
    end = reached;
    const { comparisons, redisUrl, playOn, untilStopping } = reached;
    display.close();
    print(
      json
        ? JSON.stringify({ ...summarise(comparisons), comparisons }, undefined, 2)
        : summaryText(comparisons, pack, stdout.columns),
    );
    if (!stay) return;
    const panel = playOn();
    if (!json) {
      print(`Calls go on: 'REDIS_URL=${redisUrl} cueline status' says how it is. Ctrl-C ends it.`);
      if (panel !== undefined) print(panelLine(panel));
    }
    await untilStopping();
  }
  await runDemo({ calls, rules, speed, platform }, { env, display, random: Math.random, signal, onEnd });
  if (end === undefined && !json) print('Stopped before the calls were over.');
  return end?.comparisons.every(isRight) === true && isWhole ? ExitCode.ok : ExitCode.foundWrong;
}

/** The calls to play; one in which nothing is said shows nothing. */
async function readDemoCalls(
  { transcripts, ...flags }: DemoFlags,
  host: DemoHost,
): Promise<{ calls: readonly Call[]; isWhole: boolean }> {
  if (transcripts === undefined) return { calls: sampleCalls, isWhole: true };
  const { calls, isWhole } = await readTranscripts({ ...flags, transcripts }, host);
  return { calls: calls.filter(({ segments }) => segments.length > 0), isWhole };
}
