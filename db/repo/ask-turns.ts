/** Runs a statement on pg-boss's own connections. */
type Execute = (text: string, values: unknown[]) => Promise<{ rows: unknown[] }>;

/** The ask that a job's data names. null when the data holds no valid id. */
const ASK_ID = `case when data ->> 'askId' ~ '^[0-9a-f-]{36}$' then (data ->> 'askId')::uuid end`;

/** Only this many of the oldest waiting jobs are considered. Later ones come into range as these are done. */
const LOOKED_AT = 500;
/** How many of the best waiting jobs are tried, because other workers may have locked the first ones. */
const TRIED = 20;

/**
 * Fair scheduling: decides which waiting ask the job of this worker runs.
 *
 * pg-boss hands out jobs first in, first out. This exchanges the job's ask with the ask of a waiting job
 * whose turn it is. Turns go round by server, and within a server by person. First comes who has the fewest
 * asks running, then who has waited longest since asking or since their last turn. Nobody starves: running
 * asks end, and those who ask later have waited less. The exchange is written into both job rows, so that a
 * retried job keeps its ask.
 *
 * @param jobId the `ask-run` job that this worker has just fetched for its first try.
 * @returns the data of the ask to run, or null when it is the job's own.
 */
export async function askInTurn(execute: Execute, jobId: string): Promise<{ askId: string } | null> {
  const { rows } = await execute(
    `with mine as (
      select id, data, created_on from pgboss.job
      where name = 'ask-run' and id = $1 and state = 'active' and retry_count = 0 for update
    ), jobs as (
      select * from mine
      union all
      (select id, data, created_on from pgboss.job
        where name = 'ask-run' and state = 'created' and start_after <= now()
        order by created_on limit ${LOOKED_AT})
    ), waiting as (
      select jobs.id, created_on as asked, asker_hash, guild_id,
        coalesce(asker_hash, jobs.id::text) as person, coalesce(guild_id, asker_hash, jobs.id::text) as server
      from jobs left join lateral (select asker_hash, guild_id from asks where id = ${ASK_ID} limit 1) as ask on true
    ), running as (
      select asker_hash as person, coalesce(guild_id, asker_hash) as server
      from pgboss.job join asks on asks.id = ${ASK_ID}
      where name = 'ask-run' and job.state in ('active', 'retry') and job.id <> $1
    ), heads as (
      select distinct on (server, person) * from waiting order by server, person, asked, id
    ), people as (
      select *, (select count(*) from running where running.person = heads.person) as busy,
        greatest(asked, (select max(turn_at) from asks where asks.asker_hash = heads.asker_hash)) as since
      from heads
    ), servers as (
      select server,
        greatest(min(busy), (select count(*) from running where running.server = people.server)) as server_busy,
        greatest(min(since), (select max(turn_at) from asks where asks.guild_id = people.guild_id)) as server_since
      from people group by server, guild_id
    ), turns as (
      select id, row_number() over (order by server_busy, server_since, busy, since, asked, id) as turn
      from people join servers using (server)
    ), next as (
      select job.id, job.data, job.created_on from (select id from turns
          where turn < coalesce((select turn from turns where id = $1), ${LOOKED_AT + 2}) and exists (select from mine)
          order by turn limit ${TRIED}) as better,
        lateral (select id, data, created_on from pgboss.job
          where name = 'ask-run' and id = better.id and state = 'created' limit 1 for update skip locked) as job
      limit 1
    ), swapped as (
      update pgboss.job set
        data = case when job.id = mine.id then next.data else mine.data end,
        created_on = case when job.id = mine.id then next.created_on else mine.created_on end
      from mine, next where job.name = 'ask-run' and job.id in (mine.id, next.id)
    ), taken as (
      select coalesce(next.data, mine.data) as data from mine left join next on true
    ), noted as (
      -- Never waits for an ask that is being deleted: whoever deletes it waits for this job.
      update asks set turn_at = clock_timestamp() where id = (
        select asks.id from taken join asks on asks.id = ${ASK_ID} for no key update of asks skip locked)
    )
    select data from next`,
    [jobId],
  );
  return (rows[0] as { data: { askId: string } } | undefined)?.data ?? null;
}

/**
 * Raises a job's retry limit by one, because pg-boss counts a job that is handed over as a failed try. Does
 * nothing when this process no longer holds that try.
 */
export async function grantTry(
  execute: Execute,
  { id, name, retryCount }: { id: string; name: string; retryCount: number },
): Promise<void> {
  await execute(
    `update pgboss.job set retry_limit = retry_limit + 1 where name = $1 and id = $2 and state = 'active' and retry_count = $3`,
    [name, id, retryCount],
  );
}
