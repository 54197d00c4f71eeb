import postgres from 'postgres';

/** Whether our own server answers there; one that is still starting is waited for, up to half a minute. */
export async function reachable(url: string): Promise<boolean> {
  for (let attempt = 0; attempt < 60; attempt++) {
    const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
    try {
      await sql`select 1`;
      return true;
    } catch (error) {
      // 57P03: starting up, or recovering after a crash.
      if ((error as { code?: string }).code !== '57P03') return false;
      await new Promise((resolve) => setTimeout(resolve, 500));
    } finally {
      await sql.end({ timeout: 1 });
    }
  }
  return false;
}

/** Whether anybody but us is connected. A process that was killed is not: the server closes its connections. */
export async function othersConnected(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    const [row] = await sql`
      select count(*)::int as others from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid()`;
    return (row?.others ?? 0) > 0;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
