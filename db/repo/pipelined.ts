/**
 * Waits for statements that were sent at once over one connection, which keeps their order. Unlike
 * Promise.all it lets all of them end before it throws. A transaction that rolled back earlier would leave
 * a statement that is sent late to run outside of it.
 *
 * @throws what the first failed statement in the list throws.
 */
export async function pipelined<T extends readonly unknown[] | []>(
  statements: T,
): Promise<{ -readonly [Key in keyof T]: Awaited<T[Key]> }> {
  await Promise.allSettled(statements);
  return Promise.all(statements);
}
