import { type FileMistake, findShapeMistakes, parseYamlDocument, type Path } from '../documents/index.js';
import { NoticesFile, type NoticeReceiver } from './notices-file.js';

export type ParsedNotices =
  | { readonly ok: true; readonly notices: NoticesFile }
  | { readonly ok: false; readonly mistakes: readonly FileMistake[] };

const SHAPE = { schema: NoticesFile, noun: 'a notices file', names: 'each receiver has a `name` and a `url`' };
const ADVICE = {
  tooLarge: 'a notices file needs no more than a page',
  tooDeep: 'a notices file needs no more than four levels',
  alias: { message: 'references (`*name`) cannot be used in notices files', hint: 'write it out' },
};
/** Addresses that anybody who knows them may post to. */
const SECRET_URL = /^https:\/\/hooks\.slack\.com\/|[?&](?:sig|token|key)=|\.webhook\.office\.com\//i;

/**
 * Reads a notices file.
 *
 * @param source YAML
 * @param file its name, as mistakes show it
 */
export function parseNotices(source: string, file: string): ParsedNotices {
  const document = parseYamlDocument(source, file, ADVICE);
  if (document.syntaxErrors.length > 0) return { ok: false, mistakes: document.syntaxErrors };
  const { data } = NoticesFile.safeParse(document.value);
  const found =
    data === undefined
      ? findShapeMistakes(document.value, SHAPE).map((one) => document.error(one.path, one, one.spot))
      : data.receivers.flatMap((receiver, i) =>
          mistakesIn(receiver, data.receivers.slice(0, i)).map(({ at, ...one }) =>
            document.error(['receivers', i, ...at], one, { key: at[0] === undefined }),
          ),
        );
  if (data !== undefined && found.length === 0) return { ok: true, notices: data };
  return { ok: false, mistakes: found.toSorted((a, b) => a.line - b.line || a.column - b.column) };
}

interface ReceiverMistake {
  readonly at: Path;
  readonly message: string;
  readonly hint: string;
}

function mistakesIn(
  { name, url, format = 'cloudevents', secret }: NoticeReceiver,
  before: readonly NoticeReceiver[],
): ReceiverMistake[] {
  const isTwice = before.some((other) => other.name === name);
  return [
    ...(isTwice
      ? [{ at: ['name'], message: `\`${name}\` is there twice`, hint: 'each receiver has a name of its own' }]
      : []),
    ...(SECRET_URL.test(url)
      ? [
          {
            at: ['url'],
            message: 'an address that is a secret cannot stand here in clear',
            hint: 'write `{values.NAME}`, and the address into NOTICES_VALUES',
          },
        ]
      : []),
    ...(format === 'cloudevents' && secret === undefined
      ? [{ at: ['name'], message: '`secret` is missing', hint: 'CloudEvents are signed: `secret: "{values.NAME}"`' }]
      : []),
  ];
}

/** The names of values that a notices file takes from NOTICES_VALUES. */
export function neededOfNotices({ receivers }: Pick<NoticesFile, 'receivers'>): string[] {
  const texts = receivers.flatMap(({ url, secret }) => [url, secret ?? '']);
  return [...new Set(texts.flatMap((text) => /^\{values\.(.+)\}$/.exec(text)?.[1] ?? []))];
}
