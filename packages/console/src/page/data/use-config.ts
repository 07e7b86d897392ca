import { use } from 'react';
import type { ActName, Config } from '../../contract/index.js';
import { ask } from './api.js';

/** It changes only with who is logged in, and then the page is loaded anew. */
const config = ask<Config>('config');

/** While it is asked for, the page waits. */
export const useConfig = (): Config => use(config);

export const useMay = (act: ActName): boolean => useConfig().acts.includes(act);
