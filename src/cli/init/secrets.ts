import { randomBytes } from 'node:crypto';
import type { Values } from './env-file.ts';

/** New random keys for those that are missing. Present keys stay, because all stored data depends on them. */
export const missingKeys = (values: Values): Values => ({
  ...(values.PSEUDONYM_KEY ? {} : { PSEUDONYM_KEY: randomBytes(32).toString('hex') }),
  ...(values.DATA_ENCRYPTION_KEY || values.DATA_ENCRYPTION_KEY_FILE
    ? {}
    : { DATA_ENCRYPTION_KEY: randomBytes(32).toString('base64') }),
});
