import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { SaidError } from '../src/said-error.ts';

/** The encryption keys: the first one encrypts, all of them decrypt. */
export interface KeyRing {
  readonly writing: Key;
  readonly byId: ReadonlyMap<string, Key>;
}

/** An AES-256 key. */
export interface Key {
  /** Eight hexadecimal digits of a hash of the key. They reveal nothing about it. */
  readonly id: string;
  /** A key object: Node takes five times as long for a text when it gets the bytes. */
  readonly secret: KeyObject;
}

/**
 * A stored text cannot be decrypted. The message names the column and the key's id, and never quotes a text.
 */
export class DecryptionError extends SaidError {
  override readonly name = 'DecryptionError';
  /** `key`: the key is not configured, and nothing is lost. `damaged`: no key can decrypt the text. */
  readonly kind: 'key' | 'damaged';

  constructor(kind: 'key' | 'damaged', message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Prefix of a ciphertext: `enc1.<key id>.<nonce, ciphertext and tag in base64url>`. */
const MARK = 'enc1.';
/** Escapes a text in clear that begins with one of these prefixes, because anybody may type one. */
const ESCAPE = 'raw1.';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Opens a key ring.
 *
 * @param keys 32 bytes each, at least one.
 * @throws when there is none, or one has another length.
 */
export function openKeyRing(keys: readonly Buffer[]): KeyRing {
  const ring = keys.map((bytes) => ({
    id: createHash('sha256').update('tribunal key id').update(bytes).digest('hex').slice(0, 8),
    secret: createSecretKey(bytes),
  }));
  const [writing] = ring;
  if (!writing || keys.some(({ length }) => length !== 32)) throw new Error('a key ring needs keys of 32 bytes');
  return { writing, byId: new Map(ring.map((key) => [key.id, key])) };
}

/**
 * Encrypts a text with AES-256-GCM and a random nonce of 96 bits. Without a ring the text is stored in clear.
 * An empty text stays empty, so that emptied rows can be recognised without a key.
 *
 * @param column authenticated too, so that a ciphertext which was moved to another column is refused.
 */
export function encrypt(text: string, column: string, ring: KeyRing | null): string {
  if (text === '') return text;
  if (!ring) return text.startsWith(MARK) || text.startsWith(ESCAPE) ? ESCAPE + text : text;
  const { writing } = ring;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', writing.secret, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(column));
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${MARK}${writing.id}.${sealed.toString('base64url')}`;
}

/**
 * Decrypts a stored text. Texts that were stored in clear come back unchanged.
 *
 * @throws {DecryptionError} when the key is missing or the ciphertext was changed.
 */
export function decrypt(stored: string, column: string, ring: KeyRing | null): string {
  if (stored.startsWith(ESCAPE)) return stored.slice(ESCAPE.length);
  if (!stored.startsWith(MARK)) return stored;
  const damaged = () =>
    new DecryptionError(
      'damaged',
      `A text in ${column} was changed outside Tribunal, or moved there from another column.`,
    );
  const [, id, sealed] = /^enc1\.([0-9a-f]{8})\.([\w-]+)$/.exec(stored) ?? [];
  // A text in clear never begins with this prefix: it would have been escaped.
  if (id === undefined || sealed === undefined) throw damaged();
  const key = ring?.byId.get(id);
  if (!key)
    throw new DecryptionError(
      'key',
      `A text in ${column} was encrypted with the key ${id}, which is not set. Put that key back into DATA_ENCRYPTION_KEY, behind the newest one. Nothing is lost.`,
    );
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const nonce = bytes.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key.secret, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(column));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    throw damaged();
  }
}
