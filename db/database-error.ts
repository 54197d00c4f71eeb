/** What a person can mend: its message is plain words about the place and the next step, without passwords or data. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}
