import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Whoever gets hold of a request of Discord's cannot send it again later; clocks may differ by so much. */
const FRESH_MS = 5 * 60_000;

export interface Signature {
  timestamp: string;
  signature: Buffer;
}

/** What the headers of a request say of its signature; null where it can be none, or is too old: then its body need not be read. */
export function readSignature(headers: IncomingHttpHeaders, now: number): Signature | null {
  const { 'x-signature-timestamp': timestamp, 'x-signature-ed25519': signature } = headers;
  if (typeof timestamp !== 'string' || typeof signature !== 'string') return null;
  if (!/^\d{1,12}$/.test(timestamp) || !/^[0-9a-f]{128}$/i.test(signature)) return null;
  if (Math.abs(now - Number(timestamp) * 1000) >= FRESH_MS) return null;
  return { timestamp, signature: Buffer.from(signature, 'hex') };
}

export const isSigned = (key: KeyObject, { timestamp, signature }: Signature, body: Buffer): boolean =>
  verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, signature);

/** An Ed25519 key has 32 bytes; DER says in front of them what they are (RFC 8410). */
export const readKey = (hex: string): KeyObject =>
  createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(hex, 'hex')]),
    format: 'der',
    type: 'spki',
  });
