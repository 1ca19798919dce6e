import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Loads migrations as the application once did: every file split at every `;`, pieces that begin with a comment left
 * out, and whatever the server says to the rest forgotten.
 */
export async function loadTheOldWay(client, directory) {
  const counts = { files: 0, pieces: 0, ran: 0, leftOut: 0, refused: 0 };
  for (const file of sqlFiles(directory)) {
    counts.files += 1;
    for (const piece of readFileSync(join(directory, file), 'utf8').split(';')) {
      const text = piece.trim();
      if (text === '') continue;
      counts.pieces += 1;
      if (text.startsWith('--')) {
        counts.leftOut += 1;
        continue;
      }
      try {
        await client.query(text);
        counts.ran += 1;
      } catch {
        counts.refused += 1;
      }
    }
  }
  return counts;
}

export function sqlFiles(directory) {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.sql') && !file.endsWith('.down.sql'))
    .sort();
}
