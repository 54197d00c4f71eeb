import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Replay protection: older requests are refused. Clocks may differ by this much. */
const FRESH_MS = 5 * 60_000;

/** What a request says about its signature. */
export interface Signature {
  timestamp: string;
  signature: Buffer;
}

/**
 * Reads the signature headers. `now` is in milliseconds since 1970.
 * @returns null when there can be no valid signature, or it is too old, so that the body need not be read
 */
export function readSignature(headers: IncomingHttpHeaders, now: number): Signature | null {
  const { 'x-signature-timestamp': timestamp, 'x-signature-ed25519': signature } = headers;
  if (typeof timestamp !== 'string' || typeof signature !== 'string') return null;
  if (!/^\d{1,12}$/.test(timestamp) || !/^[0-9a-f]{128}$/i.test(signature)) return null;
  if (Math.abs(now - Number(timestamp) * 1000) >= FRESH_MS) return null;
  return { timestamp, signature: Buffer.from(signature, 'hex') };
}

/** Whether the body was signed with the application's key. */
export const isSigned = (key: KeyObject, { timestamp, signature }: Signature, body: Buffer): boolean =>
  verify(null, Buffer.concat([Buffer.from(timestamp), body]), key, signature);

/** An Ed25519 key has 32 bytes. In DER, a fixed prefix in front of them names the algorithm (RFC 8410). */
export const readKey = (hex: string): KeyObject =>
  createPublicKey({
    key: Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(hex, 'hex')]),
    format: 'der',
    type: 'spki',
  });
