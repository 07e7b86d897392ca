import type { Log } from '@cueline/shared';
import type { Tasks } from '../analysis/run-task.js';
import type { Audit } from '../acts/audit.js';
import type { PerformContext } from '../acts/perform.js';
import type { Access } from '../access/create-access.js';
import type { Reader } from './reader.js';
import type { ConsoleSettings } from '../settings.js';
import type { Viewers } from './viewers.js';

/** What the routes of the API work with. */
export interface ConsoleParts {
  readonly settings: ConsoleSettings;
  readonly version: string;
  readonly reader: Reader;
  readonly viewers: Viewers;
  readonly audit: Audit;
  readonly access: Access;
  /** Rules tried on recorded calls. */
  readonly tasks: Tasks;
  readonly log: Log;
  readonly performing: PerformContext;
}
