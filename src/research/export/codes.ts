import { createHmac } from 'node:crypto';

const hash = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

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
  const own = hash(key, `export ${exportId}`);
  const code = (what: string, id: string) => hash(own, `${what} ${id}`).toString('hex').slice(0, 32);
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
