import { closeSync, openSync, readSync } from 'node:fs';

/**
 * Reads at most the first `maxBytes` of a file as text, whatever size the file reports.
 *
 * @throws the system's error if the file cannot be read
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
