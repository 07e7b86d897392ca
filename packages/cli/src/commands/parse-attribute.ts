import { InvalidArgumentError } from 'commander';

/** Reads a flag that names an attribute of calls and its value. */
export function parseAttribute(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It should be a name and a value: skill=mortgages.');
  return [text.slice(0, at), text.slice(at + 1)];
}
