import { runProcess } from '@cueline/shared';
import { ReceiveSettings } from './receive-settings.js';
import { runReceive } from './run-receive.js';

// It is an ingest like one with a socket: status, alerts and gaps count it among them.
await runProcess(process, { name: 'ingest', settings: ReceiveSettings, run: runReceive });
