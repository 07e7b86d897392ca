import { z } from 'zod';
import { Platform } from './platform.js';

/** The JSON Schema of platform files, by which editors complete and check them while they are written. */
export function platformJsonSchema(): object {
  return { title: 'Cueline platform file', ...z.toJSONSchema(Platform, { io: 'input' }) };
}
