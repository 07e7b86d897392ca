import type { Path } from '../documents/index.js';
import { valuesIn } from './cue-template.js';
import type { PartMistake } from './find-outlet-mistakes.js';
import type { Socket } from './socket.js';
import { parseSocketTemplate, type SocketValue, socketValuesIn } from './socket-template.js';
import { textsIn } from './texts-in.js';

/** Finds what is wrong in a socket beyond its shape: placeholders, and parts that do not fit together. */
export function findSocketMistakes(socket: Socket): PartMistake[] {
  const { url, token, config, open, subscribe, heartbeat, contacts } = socket;
  const listed = contacts?.listed;
  return [
    ...templateMistakes(url, ['url'], ['token']),
    ...templateMistakes(token, ['token'], [], false),
    ...templateMistakes(config, ['config'], ['issuer', 'tenantId'], false),
    ...(open ?? []).flatMap(({ send }, i) => templateMistakes(send, ['open', i, 'send'], ['token'])),
    ...templateMistakes(subscribe?.topic, ['subscribe', 'topic'], ['call']),
    ...templateMistakes(subscribe?.send, ['subscribe', 'send'], ['call', 'token', 'topic']),
    ...templateMistakes(subscribe?.end, ['subscribe', 'end'], ['call', 'token', 'topic']),
    ...templateMistakes(heartbeat?.send, ['heartbeat', 'send'], ['token']),
    ...templateMistakes(listed?.url, ['contacts', 'listed', 'url'], ['since', 'skip']),
    ...fittingMistakes(socket),
  ].map(({ path, ...mistake }) => ({ path: ['socket', ...path], ...mistake }));
}

function templateMistakes(part: unknown, at: Path, known: readonly SocketValue[], hasConfig = true): PartMistake[] {
  return textsIn(part, at).flatMap(({ path, text }): PartMistake[] => {
    const parsed = parseSocketTemplate(text);
    if (!parsed.ok) return [{ path, message: parsed.message, hint: parsed.hint, spot: { offset: parsed.offset } }];
    const isKnown = (name: SocketValue) =>
      name.startsWith('values.') || (name.startsWith('config.') && hasConfig) || known.includes(name);
    const strange = valuesIn(parsed.template).find((name) => !isKnown(name));
    if (strange === undefined) return [];
    const names = [...known, ...(hasConfig ? ['config.NAME'] : []), 'values.NAME'];
    const spot = { offset: Math.max(0, text.indexOf(`{${strange}`)) };
    return [{ path, message: `\`{${strange}}\` is not known here`, hint: `known here: ${names.join(', ')}`, spot }];
  });
}

function fittingMistakes(socket: Socket): PartMistake[] {
  const { config, subscribe, contacts, ...others } = socket;
  const mistakes: PartMistake[] = [];
  const add = (path: Path, message: string, hint: string) =>
    mistakes.push({ path, message, hint, spot: { key: true } });
  const used = socketValuesIn([others, subscribe, contacts?.listed?.url]).find((name) => name.startsWith('config.'));
  if (config === undefined && used !== undefined)
    add(['url'], `\`{${used}}\` needs \`config\``, 'say where the values are asked for');
  if (subscribe !== undefined && contacts?.announced === undefined && contacts?.listed === undefined)
    add(['subscribe'], '`subscribe` needs `contacts`', 'say which calls there are: `announced`, `listed` or both');
  if (subscribe === undefined && contacts !== undefined)
    add(['contacts'], '`contacts` needs `subscribe`', 'say what asks for the speech of a call');
  return mistakes;
}
