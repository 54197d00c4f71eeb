import type { Sql } from 'postgres';

/**
 * Inserts asks, each with 3 candidates, 2 comparisons and a duel with 20 votes.
 * Everybody has opted in, and no asker votes.
 */
export async function seedVotes(sql: Sql, asks: number): Promise<void> {
  const id = (kind: number, n: string) => `('0190a5b0-0000-7${kind}00-8000-' || lpad((${n})::text, 12, '0'))::uuid`;
  const settings = (judge: string) =>
    `jsonb_build_object('candidateModels', '[]'::jsonb, 'judgeModel', ${judge}, 'judgeModelStrong', null, 'tournament', 'adaptive', 'parallel', 4, 'ballotMinutes', 60, 'ballotVotes', null, 'deadlineSeconds', 180)`;
  const time = (n: string) => `timestamptz '2026-01-01' + (${n}) * interval '100 days' / ${asks}`;
  await sql.unsafe(`
    insert into consents (id, person_hash, decision)
      select gen_random_uuid(), who || n, 'given' from generate_series(0, 4999) n, unnest(array['person ', 'asker ']) who;
    insert into asks (id, interaction_id, application_id, guild_id, channel_id, asker_hash, prompt, n, effort, voting, private, seed, settings, state, deadline_at, pick, judged, p_best, p_beats, created_at, picked_at, closed_at)
      select ${id(1, 'n')}, n::text, '1', '2', '3', 'asker ' || n % 500, 'Question ' || n || ': ' || repeat('why is that so? ', 6), 3,
        (array['quick','standard','deep'])[1 + n % 3], 'duel', false, 'seed ' || n, ${settings("'hf:judge-' || n % 2")}, 'closed', ${time('n')}, n % 3, true, '{0.2,0.5,0.3}', '{0.7,0.7,0.7}', ${time('n')}, ${time('n')}, ${time('n')}
      from generate_series(0, ${asks - 1}) n;
    insert into candidates (ask_id, slot, model, temperature, style, state, text, characters, stop_reason, input_tokens, output_tokens, latency_ms, created_at, finished_at)
      select ${id(1, 'n')}, slot, 'hf:writer-' || slot, 0.7, 'plain', 'done', text, char_length(text), 'end', 50, 200, 900, ${time('n')}, ${time('n')}
      from generate_series(0, ${asks - 1}) n, generate_series(0, 2) slot,
        lateral (select 'Reply ' || slot || ' to ' || n || ': ' || repeat('because of this and that. ', 24) as text) written;
    insert into comparisons (ask_id, number, first, second, tier, sample, verdict, conflict, forced, model, format, format_version, params, reasoning, answer, notes, latency_ms, created_at)
      select ${id(1, 'n')}, number, case number when 1 then n % 3 else (n + 1) % 3 end, case number when 1 then (n + 1) % 3 else n % 3 end, 0, 0, case number when 1 then 'first' else 'second' end, false, false, 'hf:judge', 'rrm', 1, '{"temperature":0.6}', repeat('Assistant 1 says this, Assistant 2 says that. ', 12), 'done', '{}', 1500, ${time('n')}
      from generate_series(0, ${asks - 1}) n, generate_series(1, 2) number;
    insert into ballots (id, ask_id, kind, shown, opponent_policy, opponent_probability, closes_at, closed_at, created_at)
      select ${id(2, 'n')}, ${id(1, 'n')}, 'duel', array[(n + 1) % 3, n % 3], 'random', 0.25, ${time('n')}, ${time('n')}, ${time('n')}
      from generate_series(0, ${asks - 1}) n;
    insert into votes (id, ballot_id, interaction_id, voter_hash, choice, slot, position, blind, flags, created_at)
      select ${id(3, 'n * 20 + v')}, ${id(2, 'n')}, n || '-' || v, 'person ' || (n * 7 + v * 13) % 5000,
        case when (n + v) % 7 = 0 then 'tie' else 'candidate' end,
        case when (n + v) % 7 = 0 then null when (n * 31 + v * 17) % 10 < 7 then n % 3 else (n + 1) % 3 end,
        case when (n + v) % 7 = 0 then null else v % 2 end, v % 9 > 0, case when v % 11 = 0 then '{fast}' else '{}' end::text[], ${time('n')}
      from generate_series(0, ${asks - 1}) n, generate_series(0, 19) v;
    analyze;`);
}
