import { closeSync, openSync, readSync } from 'node:fs';

/**
 * Reads the text of a file, or where it is longer only so many bytes of it, whatever size it says it has.
 *
 * @throws the system's error where it cannot be read
 */
export function readFileStart(path: string, maxBytes: number): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(maxBytes);
    let length = 0;
    for (let read = -1; read !== 0 && length < maxBytes; length += read) {
      read = readSync(file, bytes, length, maxBytes - length, null);
    }
    return bytes.toString('utf8', 0, length);
  } finally {
    closeSync(file);
  }
}
