import type { Database } from '../../db/client.ts';

/**
 * Inserts `questions` asks, each with a closed duel of candidates 0 (the pick) and 1 and `voters` votes.
 * The votes follow from the numbers of question and voter, so that every share can be computed by hand.
 * `agreePercent` is the share of votes for the pick.
 */
export async function fillCommunity(
  { sql }: Database,
  { questions, voters, agreePercent }: { questions: number; voters: number; agreePercent: number },
): Promise<void> {
  await sql`
    insert into asks (id, interaction_id, application_id, guild_id, channel_id, asker_hash, prompt, n, effort, voting, private,
      seed, settings, state, deadline_at, pick, judged, p_best, p_beats, standings, created_at)
    select gen_random_uuid(), 'ask ' || q, '1', '77', '2', 'asker', 'SECRET prompt', 2, (array['quick', 'standard', 'deep'])[1 + q % 3],
      'duel', false, 'seed', jsonb_build_object('judgeModel', 'hf:judge-' || (q % 2)), 'closed', now(), 0, true,
      array[0.5 + (q % 5) * 0.1, 0.5 - (q % 5) * 0.1], array[1, 0.5 + (q % 5) * 0.1], array[0, 1], timestamptz '2026-09-01' + q % 60 * interval '1 day'
    from generate_series(0, ${questions - 1}::int) q`;
  await sql`
    insert into candidates (ask_id, slot, model, style, state, text)
    select id, slot, 'hf:writer-' || slot, 'plain', 'done', 'SECRET reply' from asks, generate_series(0, 1) slot`;
  await sql`
    insert into comparisons (ask_id, number, first, second, tier, sample, verdict, conflict, forced, model, format,
      format_version, params, reasoning, answer, notes, latency_ms)
    select id, number, (number + 1) % 2, number % 2, 0, 0, case number when 1 then 'first' else 'second' end, false, false,
      settings->>'judgeModel', 'rrm', 1, '{}', 'SECRET thought', '', '{}', 10
    from asks, generate_series(1, 2) number`;
  await sql`
    insert into ballots (id, ask_id, kind, shown, opponent_policy, opponent_probability, closes_at, closed_at, created_at)
    select gen_random_uuid(), id, 'duel', array[0, 1], 'runner-up', 1, created_at, created_at, created_at from asks`;
  await sql`
    insert into votes (id, ballot_id, interaction_id, voter_hash, choice, slot, position, blind, flags, created_at)
    select gen_random_uuid(), b.id, a.interaction_id || ' vote ' || v, 'voter ' || v, 'candidate', s.slot, s.slot, true, '{}', a.created_at
    from ballots b join asks a on a.id = b.ask_id, generate_series(0, ${voters - 1}::int) v,
      lateral (select case when (substring(a.interaction_id from 5)::int * 31 + v * 17) % 100 < ${agreePercent}::int then 0 else 1 end as slot) s`;
}
