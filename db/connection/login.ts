import { userInfo } from 'node:os';
import type postgres from 'postgres';
import type { DatabaseAddress } from './database-url.ts';

/** The two drivers guess a missing user in different ways. */
export function namesOf({ user, database }: Pick<DatabaseAddress, 'user' | 'database'>): {
  user: string;
  database: string;
} {
  const known = user ?? process.env.PGUSER ?? userInfo().username;
  return { user: known, database: database ?? process.env.PGDATABASE ?? known };
}

/** What postgres.js is told of an address, whichever server it is to reach. */
export function loginOf(address: DatabaseAddress, applicationName: string): postgres.Options<Record<string, never>> {
  const { password, prepare, connectTimeout, options } = address;
  return {
    ...namesOf(address),
    ...(password === undefined ? {} : { password }),
    prepare,
    connect_timeout: connectTimeout,
    onnotice: () => {},
    connection: { application_name: address.applicationName ?? applicationName, ...(options ? { options } : {}) },
  };
}
