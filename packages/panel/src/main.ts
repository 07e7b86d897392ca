import { runProcess } from '@cueline/shared';
import { runPanel } from './run-panel.js';
import { PanelSettings } from './settings.js';

/** Connections beside those of open panels: pages that load, ticks, metrics. */
const OTHERS = 256;

await runProcess(process, {
  name: 'panel',
  settings: PanelSettings,
  run: runPanel,
  httpLimits: ({ PANEL_MAX_STREAMS }) => ({
    requestTimeoutMs: 10_000,
    maxConnections: PANEL_MAX_STREAMS * 2 + OTHERS,
  }),
});
