/**
 * What the report counts, as DuckDB would be asked for it: written anew, and not the bot's own SQL.
 * The first query keeps one row a ballot, and most others add these rows up.
 */
const sums = (name: string, hits: string, trials: string) => `
  count(*) filter (${trials} > 0) as ${name}_clusters, sum(${hits}) as ${name}_hits, sum(${trials}) as ${name}_trials,
  sum((${hits})::double ^ 2) as ${name}_hh, sum((${hits})::double * (${trials})) as ${name}_ht, sum((${trials})::double ^ 2) as ${name}_tt`;

const most = (one: string, ...others: string[]) => `${one} > greatest(${others.join(', ')})`;
const forPick = most('pick', 'opponent', 'tie', 'bad');
const forOpponent = most('opponent', 'pick', 'tie', 'bad');
const weight = '(1 / (others * probability))';
const cast = '(pick + opponent + tie)';

export const reportQueries: Readonly<Record<string, string>> = {
  perBallot: `
    create temp table per_ballot as
    with counted as (
      select v.ballot_id, count(*) filter (v.slot = p.pick) as pick, count(*) filter (v.slot <> p.pick) as opponent,
        count(*) filter (v.choice = 'tie') as tie, count(*) filter (v.choice = 'both_bad') as bad,
        count(*) filter (v.slot = p.first) as one, count(*) filter (v.slot = p.second) as other,
        count(*) filter (v.position = 0) as at_first, count(v.position) as placed, count(*) as votes
      from votes v join (
        select b.id, b.shown[1] as first, b.shown[2] as second, a.pick from ballots b join asks a on a.id = b.ask_id
        where b.closed_at is not null and b.kind <> 'ballot' and a.guild_id is not null and not a.seed_is_public) p on p.id = v.ballot_id
      where v.blind and not list_has_any(v.flags, ['asker', 'fast', 'changed', 'late']) group by 1),
    written as (select ask_id, slot, model, characters as length from candidates)
    select t.* exclude ballot_id, a.id as ask, b.kind = 'duel' as duel, a.pick = b.shown[1] as pick_is_left, a.effort,
      a.judge_model as judge, a.private, b.opponent_probability as probability, date_trunc('week', b.created_at) as week,
      p.model, x.model as left_model, y.model as right_model, sign(x.length - y.length) as longer,
      greatest(1, coalesce(len(a.standings), a.n) - 1) as others,
      a.p_beats[(case when b.shown[1] = a.pick then b.shown[2] else b.shown[1] end) + 1] as confidence
    from counted t join ballots b on b.id = t.ballot_id join asks a on a.id = b.ask_id
    join written p on p.ask_id = a.id and p.slot = a.pick
    join written x on x.ask_id = a.id and x.slot = b.shown[1]
    join written y on y.ask_id = a.id and y.slot = b.shown[2]`,
  groups: `
    select effort, judge, model, week, count(*) as questions, sum(votes) as votes, sum(tie) as ties, sum(bad) as bad,
      ${sums('judge', 'pick', '(pick + opponent)')},
      ${sums('majority', `(${forPick})::int`, `(${forPick} or ${forOpponent})::int`)},
      ${sums('people', '(pick * (pick - 1) + opponent * (opponent - 1) + tie * (tie - 1) + bad * (bad - 1)) / 2', '(votes * (votes - 1) / 2)')},
      ${sums('first', 'case when duel then at_first else 0 end', 'case when duel then placed else 0 end')},
      ${sums('longer', 'case longer when 1 then one when -1 then other else 0 end', 'case longer when 0 then 0 else one + other end')},
      ${sums('win', `case when ${cast} > 0 then (pick + tie / 2.0) / ${cast} * ${weight} else 0 end`, `case when ${cast} > 0 then ${weight} else 0 end`)},
      ${sums('vote', `(pick + tie / 2.0) * ${weight}`, `${cast} * ${weight}`)}
    from per_ballot group by grouping sets ((), (effort), (judge), (model), (week))`,
  judgeGroups: `
    select judge as name, count(*)::int as questions, sum(votes)::int as votes, sum(tie)::int as ties, sum(bad)::int as "bothBad",
      sum(pick + opponent)::int as sided, sum(pick)::double / sum(pick + opponent) as "withJudge",
      (sum(votes * (votes - 1)) / 2)::int as pairs,
      sum(pick * (pick - 1) + opponent * (opponent - 1) + tie * (tie - 1) + bad * (bad - 1))::double / sum(votes * (votes - 1)) as "amongPeople"
    from per_ballot group by 1 order by 1`,
  bins: `
    select least(9, floor(confidence * 10)) as bin, avg(confidence), sum((${forPick})::int - confidence), count(*)
    from per_ballot where confidence is not null and (${forPick} or ${forOpponent}) group by 1 order by 1`,
  stances: `
    with standing as (select effort, judge, model, least(9, floor(confidence * 10)) as stated,
      case when votes < 3 then null when ${forOpponent} then 'differ' when ${forPick} then 'agree'
        when ${most('bad', 'pick', 'opponent', 'tie')} then 'both-bad' else 'split' end as stance
      from per_ballot where not private)
    select effort, judge, model, stated, count(*) filter (stance = 'differ'), count(*) filter (stance = 'split'),
      count(*) filter (stance = 'both-bad'), count(*) filter (stance = 'agree'), count(*) filter (stance is null)
    from standing group by grouping sets ((), (effort), (judge), (model), (stated))`,
  equal: `
    select count(*) as times, pick, opponent, tie, bad, others, probability, effort, judge
    from per_ballot group by all order by all`,
  duels: `
    select ask, left_model, right_model, probability, pick_is_left, one, other, tie
    from per_ballot where one + other + tie > 0 order by ask`,
  fates: `
    select case when list_contains(v.flags, 'late') then 'late' when list_contains(v.flags, 'changed') then 'changed'
        when b.kind = 'ballot' then 'among-all' when a.seed_is_public then 'seed-public'
        when list_contains(v.flags, 'asker') then 'asker' when list_contains(v.flags, 'fast') then 'fast'
        when not v.blind then 'not-blind' else 'counted' end as what, count(*)::int as count
    from votes v join ballots b on b.id = v.ballot_id join asks a on a.id = b.ask_id
    where b.closed_at is not null and a.guild_id is not null group by 1 order by 1`,
  flags: `
    select flag as what, count(*)::int as count from (
      select unnest(v.flags) as flag from votes v join ballots b on b.id = v.ballot_id join asks a on a.id = b.ask_id
      where b.closed_at is not null and a.guild_id is not null) group by 1 order by 1`,
  asks: `select a.state, b.kind, b.closed_at is null, count(*) from asks a left join ballots b on b.ask_id = a.id group by all`,
  judges: `
    with calls as (
      select c.ask_id, c.model, c.first, c.second, c.verdict, c.forced, c.number, sign(x.characters - y.characters) as longer
      from comparisons c join asks a on a.id = c.ask_id
      join candidates x on x.ask_id = c.ask_id and x.slot = c.first
      join candidates y on y.ask_id = c.ask_id and y.slot = c.second where a.state in ('closed', 'failed', 'cancelled')),
    asked as (
      select model, ask_id, first, second, count(*) as calls, count(*) filter (forced) as forced, arg_min(verdict, number) as opened,
        arg_min(verdict, number) filter (verdict <> 'invalid') as verdict, any_value(longer) as longer
      from calls group by all),
    pairs as (
      select model, ask_id, sum(calls) as calls, sum(forced) as forced, count(*) as shown, count(*) filter (opened = 'invalid') as invalid,
        count(*) filter (verdict = 'first') as firsts, count(verdict) as openings, count(*) filter (longer <> 0) as uneven,
        count(*) filter ((verdict = 'first') = (longer = 1) and longer <> 0) as longers,
        count(verdict) = 2 as turned, count(distinct case verdict when 'first' then first when 'second' then second end) as winners
      from asked group by model, ask_id, least(first, second), greatest(first, second)),
    per_ask as (
      select model, ask_id, sum(calls) as calls, sum(forced) as forced, sum(shown) as shown, sum(invalid) as invalid, sum(firsts) as firsts,
        sum(openings) as openings, sum(uneven) as uneven, sum(longers) as longers, count(*) filter (turned) as pairs, count(*) filter (turned and winners = 2) as flips
      from pairs group by 1, 2)
    select model, sum(calls), ${sums('invalid', 'invalid', 'shown')}, ${sums('forced', 'forced', 'calls')},
      ${sums('first', 'firsts', 'openings')}, ${sums('longer', 'longers', 'uneven')}, ${sums('flip', 'flips', 'pairs')}
    from per_ask group by rollup (model)`,
};
