import type { Place } from './database-url.ts';

/** Writes a server's place as it would stand in an address. */
export const placeWords = ({ host, port }: Place): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
