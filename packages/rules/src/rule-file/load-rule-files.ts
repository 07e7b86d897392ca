import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { findShapeMistakes } from '@cueline/shared/documents';
import { parseRuleDraft, type RuleDraft } from './rule-draft.js';
import { parseRuleDocument, type RuleDocument } from './rule-document.js';
import type { RuleError } from './rule-error.js';
import { RuleFile } from './rule-file.js';
import { ruleShape } from './rule-shape.js';

/** A rule file that was read: the top one or one that is included. */
export interface LoadedFile {
  readonly file: string;
  readonly document: RuleDocument;
  /** Whatever of it is right. */
  readonly draft: RuleDraft;
  /** Undefined if it has mistakes. */
  readonly content: RuleFile | undefined;
}

export interface LoadedFiles {
  /** The top file first, each included file once, where it is first included. */
  readonly files: readonly LoadedFile[];
  readonly errors: readonly RuleError[];
  /** Whether all files could be read as YAML, so that a name unknown in them is really unknown. */
  readonly complete: boolean;
}

/** Files of one pack: a bound, since each may be as large as a file may be. */
const MAX_FILES = 50;

/** How rule files are read. */
export interface RuleFiles {
  /** The name of the first file, as errors show it; includes are relative to it. */
  readonly file: string;
  /** Gives the text of an included file; may throw. */
  readonly readFile: (path: string) => string;
  /** Where a path really leads, links followed; may throw. By default there are no links. */
  readonly realPath?: (path: string) => string;
}

/** Reads a rule file and the files it includes, all of which lie in its folder or in folders of that. */
export function loadRuleFiles(source: string, { file, readFile, realPath = (path) => path }: RuleFiles): LoadedFiles {
  const files = new Map<string, LoadedFile>();
  const errors: RuleError[] = [];
  let complete = true;

  const leadsOutside = (path: string) => attempt(() => isOutside(realPath(dirname(file)), realPath(path))) ?? false; // one that is not there cannot be read

  const load = (text: string, path: string, including: readonly string[]) => {
    const document = parseRuleDocument(text, path);
    errors.push(...document.syntaxErrors);
    const readable = document.syntaxErrors.length === 0;
    complete &&= readable;
    const mistakes = readable ? findShapeMistakes(document.value, ruleShape) : [];
    errors.push(...mistakes.map((mistake) => document.error(mistake.path, mistake, mistake.spot)));
    const draft = parseRuleDraft(document.value);
    files.set(path, { file: path, document, draft, content: RuleFile.safeParse(document.value).data });

    for (const [index, name] of (draft.include ?? []).entries()) {
      if (name === undefined) continue;
      const included = join(dirname(path), name);
      const place = ['include', index];
      if (included === path || including.includes(included)) {
        const circle = [...including.slice(including.indexOf(included)), path, included];
        const message = `\`${name}\` includes itself: ${circle.join(' -> ')}`;
        errors.push(document.error(place, { message, hint: 'remove one of these includes' }));
      } else if (isOutside(dirname(file), included) || leadsOutside(included)) {
        complete = false;
        const hint = 'put the file into the folder of the first rule file, or into one below it';
        errors.push(document.error(place, { message: `\`${name}\` leads out of the folder of the rule file`, hint }));
      } else if (files.size >= MAX_FILES) {
        complete = false;
        const message = `more than ${MAX_FILES} files are included`;
        errors.push(document.error(place, { message, hint: 'put several of them into one file' }));
      } else if (!files.has(included)) {
        const content = attempt(() => readFile(included));
        if (content !== undefined) {
          load(content, included, [...including, path]);
          continue;
        }
        complete = false;
        const hint = `it was looked for at ${included}; includes are relative to the file they are in`;
        errors.push(document.error(place, { message: `the file \`${name}\` cannot be read`, hint }));
      }
    }
  };
  load(source, join(file), []);
  return { files: [...files.values()], errors, complete };
}

/** Whoever writes rules chooses which of them are read, not which files of the machine. */
function isOutside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return isAbsolute(way) || way.split(sep)[0] === '..';
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
