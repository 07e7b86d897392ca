import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { errorCode, SettingsError } from '@cueline/shared';
import { Role } from '../contract/common.js';
import type { Principal } from './principal.js';

interface Line {
  readonly principal: Principal;
  readonly digest: Buffer;
}

/**
 * Reads who may log in by a token: lines `name role sha256 [attribute=value …]`, `#` begins a comment. An attribute that is
 * named several times may have any of the values.
 *
 * @throws SettingsError with one line for each that is wrong
 */
export function readTokensFile(path: string): (token: string) => Principal | undefined {
  const lines = parse(read(path));
  return (token) => {
    const digest = createHash('sha256').update(token).digest();
    return lines.find((line) => timingSafeEqual(line.digest, digest))?.principal;
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new SettingsError([
      `CONSOLE_TOKENS_FILE should be a file that can be read (${errorCode(error) ?? 'failed'})`,
    ]);
  }
}

function parse(text: string): Line[] {
  const wrong: string[] = [];
  const lines = text.split('\n').flatMap((line, index): Line[] => {
    const [name, role, sha256, ...attributes] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (name === undefined || name === '') return [];
    const parsed = Role.safeParse(role);
    const scope = scopeOf(attributes);
    const isDigest = /^[\da-f]{64}$/i.test(sha256 ?? '');
    if (!parsed.success || !isDigest || scope === undefined) {
      wrong.push(
        `CONSOLE_TOKENS_FILE line ${index + 1} should be: name, view, analyse or operate, SHA-256 of the token, attribute=value …`,
      );
      return [];
    }
    const principal = { name, role: parsed.data, ...(attributes.length === 0 ? {} : { scope }) };
    return [{ principal, digest: Buffer.from(sha256 ?? '', 'hex') }];
  });
  if (wrong.length > 0) throw new SettingsError(wrong);
  if (lines.length === 0) throw new SettingsError(['CONSOLE_TOKENS_FILE should name at least one token']);
  return lines;
}

function scopeOf(attributes: readonly string[]): Record<string, string[]> | undefined {
  const scope = new Map<string, string[]>();
  for (const text of attributes) {
    const equals = text.indexOf('=');
    if (equals < 1) return undefined;
    const name = text.slice(0, equals);
    scope.set(name, [...(scope.get(name) ?? []), text.slice(equals + 1)]);
  }
  return Object.fromEntries(scope);
}
