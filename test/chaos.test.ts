import { onTestFailed, onTestFinished, expect, test } from 'vitest';
import { runChaos } from './chaos/run-chaos.js';

test('two minutes of faults lose nothing, repeat nothing and judge nothing wrongly', { timeout: 600_000 }, async () => {
  const lines: string[] = [];
  const tell = (line: string) => void lines.push(line);
  onTestFailed(() => void process.stderr.write(`${lines.join('\n')}\n`));
  const report = await runChaos(
    { mode: 'standalone', seed: 1, minutes: 2, callsPerSecond: 2, settings: {} },
    { onEnd: onTestFinished, tell, log: () => undefined },
  );
  expect(report.calls).toBeGreaterThan(100);
  expect(report.schedule.length).toBeGreaterThan(20);
  expect(report).toMatchObject({
    lost: [],
    false: [],
    repeated: [],
    repeatedInFailOver: [],
    mistimedInFailOver: [],
    wrongVerdicts: [],
    unrecovered: [],
    deaths: [],
    left: { segments: 0, looks: 0, deadLetters: 0 },
  });
});
