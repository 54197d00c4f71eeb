import { createHmac, hash } from 'node:crypto';

/** The block size of SHA-256, in bytes. */
const BLOCK = 64;
/** The size of its digest, and of the texts that need no buffer of their own. */
const DIGEST = 32;
const ROOM = 1024;

/**
 * HMAC-SHA-256 under one key, in hexadecimal. It follows RFC 2104 over Node's one-shot `hash`, because
 * `createHmac` takes twenty times as long and a million votes need three million codes.
 */
export function hmacUnder(key: Buffer): (text: string) => string {
  const [inner, outer] = [Buffer.alloc(BLOCK + ROOM), Buffer.alloc(BLOCK + DIGEST)];
  for (let i = 0; i < BLOCK; i++) {
    inner[i] = (key[i] ?? 0) ^ 0x36;
    outer[i] = (key[i] ?? 0) ^ 0x5c;
  }
  return (text) => {
    // The buffers are used again: making new ones takes as long as hashing.
    const room =
      text.length * 3 <= ROOM ? inner : Buffer.concat([inner.subarray(0, BLOCK), Buffer.alloc(text.length * 3)]);
    const end = BLOCK + room.write(text, BLOCK);
    outer.write(hash('sha256', room.subarray(0, end), 'binary'), BLOCK, 'latin1');
    return hash('sha256', outer, 'hex');
  };
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
  // Rows of one ask stand together.
  const ask = { id: '', code: '' };
  return {
    ask: (id) => {
      if (ask.id !== id) Object.assign(ask, { id, code: code('ask', id) });
      return ask.code;
    },
    vote: (id) => code('vote', id),
    server: (id) => code('server', id),
    voter: (askId, person) => (linkVoters ? code('voter', person) : code(`voter on ${askId}`, person)),
    lot: code('lot', ''),
  };
}
