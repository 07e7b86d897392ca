import { use } from 'react';
import type { ActName, Config } from '../../contract/index.js';
import { ask, isPassing } from './api.js';

/** It changes only with who is logged in, and then the page is loaded anew. */
const config = ask<Config>('config');
config.catch(reloadOnceAnswered);

/** While it is asked for, the page waits. */
export const useConfig = (): Config => use(config);

export const useMay = (act: ActName): boolean => useConfig().acts.includes(act);

const ASK_EVERY_MS = 2000;

/** What could not be answered may be soon: then the page is loaded anew. */
async function reloadOnceAnswered(failure: unknown): Promise<void> {
  if (!isPassing(failure)) return;
  await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  await ask<Config>('config').then(() => location.reload(), reloadOnceAnswered);
}
