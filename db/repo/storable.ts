/**
 * Removes NUL and replaces lone surrogates, which PostgreSQL's text type cannot hold. People and models send
 * both.
 */
export const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed();
