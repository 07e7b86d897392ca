import { createCompiler } from './compile-template.js';
import { type ParsedTemplate, parseTemplate, placeholders, valuesIn } from './cue-template.js';
import type { Socket } from './socket.js';
import { textsIn } from './texts-in.js';

const NAMES = ['call', 'issuer', 'since', 'skip', 'tenantId', 'token', 'topic'] as const;

/** What a placeholder of a socket may stand for. */
export type SocketValue = (typeof NAMES)[number] | `values.${string}` | `config.${string}`;

const OF_SOCKETS = placeholders<SocketValue>(NAMES, ['values', 'config']);

/** Parses a text with placeholders of a socket. */
export const parseSocketTemplate = (text: string): ParsedTemplate<SocketValue> => parseTemplate(text, OF_SOCKETS);

/** Compiles texts and frames of a socket. */
export const socketTemplates = createCompiler(parseSocketTemplate);

/** The placeholders in a part of a socket. */
export const socketValuesIn = (part: unknown): SocketValue[] =>
  textsIn(part, []).flatMap(({ text }) => {
    const parsed = parseSocketTemplate(text);
    return parsed.ok ? valuesIn(parsed.template) : [];
  });

/** The names of values that a socket takes from PLATFORM_VALUES. */
export function neededOfSocket({ url, token, config, open, subscribe, heartbeat, contacts }: Socket): string[] {
  const parts = [url, token, config, open, subscribe, heartbeat, contacts?.listed?.url];
  const names = socketValuesIn(parts).flatMap((name) =>
    name.startsWith('values.') ? [name.slice('values.'.length)] : [],
  );
  return [...new Set(names)];
}
