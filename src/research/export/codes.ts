import { createHmac, hash } from 'node:crypto';

/** The block size of SHA-256, in bytes. */
const BLOCK = 64;

/**
 * HMAC-SHA-256 under one key, in hexadecimal. It follows RFC 2104 over Node's one-shot `hash`, because
 * `createHmac` takes twenty times as long and a million votes need three million codes.
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
 * The pseudonyms in one export: keyed hashes of 128 bits, as 32 hexadecimal digits. The key belongs to the
 * export, so that its rows cannot be linked with another export, with the database, or with the ids in
 * Discord's messages and buttons.
 */
export interface Codes {
  ask(id: string): string;
  vote(id: string): string;
  server(id: string): string;
  /**
   * A voter's code. It differs from ask to ask, so that nobody's votes can be linked. With linked voters it
   * is the same on all asks.
   */
  voter(askId: string, person: string): string;
  /** The salt that decides the order of rows. */
  readonly lot: string;
}

/**
 * Opens the codes of an export. `key` is PSEUDONYM_KEY. Whoever has it can compute the codes of an export
 * again, from its id.
 */
export function openCodes(key: string, exportId: string, linkVoters = false): Codes {
  // 32 bytes, which is no longer than a block.
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
