/** PostgreSQL's text holds no NUL and no half of a surrogate pair; people and models send both. */
export const storable = (text: string): string => text.replaceAll('\0', '').toWellFormed();
