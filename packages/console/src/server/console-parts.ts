import type { Tasks } from '../analysis/run-task.js';
import type { Audit } from '../acts/audit.js';
import type { PerformContext } from '../acts/perform.js';
import type { LoginLimit } from '../access/login-limit.js';
import type { Principal } from '../access/principal.js';
import type { Sessions } from '../access/sessions.js';
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
  readonly sessions: Sessions;
  /** Absent if nobody has to log in. */
  readonly findByToken: ((token: string) => Principal | undefined) | undefined;
  /** Rules tried on recorded calls. */
  readonly tasks: Tasks;
  readonly loginLimit: LoginLimit;
  readonly performing: () => Promise<PerformContext>;
}
