import { runProcess } from '@cueline/shared';
import { runConsole } from './run-console.js';
import { ConsoleSettings } from './settings.js';

/** Connections beside those of open pages: what a page asks for, and metrics. */
const OTHERS = 64;

await runProcess(process, {
  name: 'console',
  settings: ConsoleSettings,
  run: runConsole,
  httpLimits: ({ CONSOLE_MAX_VIEWERS }) => ({
    requestTimeoutMs: 10_000,
    maxConnections: CONSOLE_MAX_VIEWERS * 2 + OTHERS,
  }),
});
