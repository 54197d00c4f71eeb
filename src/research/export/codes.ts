import { createHmac, hash } from 'node:crypto';

/** SHA-256's block, in bytes. */
const BLOCK = 64;

/**
 * HMAC-SHA-256 under one key, in hexadecimal. RFC 2104 written out over the hash that takes a whole text at once: `createHmac` costs twenty times as much, and
 * a million votes want three million codes.
 */
export function hmacUnder(key: Buffer): (text: string) => string {
  const [inner, outer] = [Buffer.alloc(BLOCK), Buffer.alloc(BLOCK)];
  for (let i = 0; i < BLOCK; i++) {
    inner[i] = (key[i] ?? 0) ^ 0x36;
    outer[i] = (key[i] ?? 0) ^ 0x5c;
  }
  return (text) =>
    hash('sha256', Buffer.concat([outer, hash('sha256', Buffer.concat([inner, Buffer.from(text)]), 'buffer')]), 'hex');
}

/**
 * What things and people are called in one export: keyed hashes, 128 bits as 32 hexadecimal digits, under a key that is the export's own. So nothing in it
 * can be laid beside another export, the database, or the ids in Discord's messages and buttons.
 */
export interface Codes {
  ask(id: string): string;
  vote(id: string): string;
  server(id: string): string;
  /** A voter: on each ask another, so that nobody's votes can be laid side by side; the same on all where voters are linked. */
  voter(askId: string, person: string): string;
  /** Decides the order of rows. */
  readonly lot: string;
}

/** `key`: PSEUDONYM_KEY. The same export has the same codes for whoever has the key. */
export function openCodes(key: string, exportId: string, linkVoters = false): Codes {
  // 32 bytes, and so no longer than a block.
  const under = hmacUnder(createHmac('sha256', key).update(`export ${exportId}`).digest());
  const code = (what: string, id: string) => under(`${what} ${id}`).slice(0, 32);
  return {
    ask: (id) => code('ask', id),
    vote: (id) => code('vote', id),
    server: (id) => code('server', id),
    voter: (askId, person) => (linkVoters ? code('voter', person) : code(`voter on ${askId}`, person)),
    lot: code('lot', ''),
  };
}

/** A model's name without the address of the server it runs on: that is the operator's own. */
export const publicModel = (name: string): string => name.replace(/@https?:\/\/\S*$/, '@own-server');
