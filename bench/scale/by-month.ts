import type { Sql } from 'postgres';

/** What stands for a table when it is partitioned: its key, and what its uniqueness and its readers need. */
interface Plan {
  table: 'candidates' | 'comparisons' | 'votes' | 'peeks';
  /** A UUID v7, and so in order of time. */
  key: 'ask_id' | 'ballot_id';
  /** Constraints and indexes, each but the name. A unique one has to contain the key. */
  after: readonly string[];
}

const plans: readonly Plan[] = [
  {
    table: 'candidates',
    key: 'ask_id',
    after: [
      'alter table candidates add primary key (ask_id, slot)',
      'alter table candidates add foreign key (ask_id) references asks on delete cascade',
    ],
  },
  {
    table: 'comparisons',
    key: 'ask_id',
    after: [
      'alter table comparisons add primary key (ask_id, number)',
      'alter table comparisons add foreign key (ask_id, first) references candidates on delete cascade',
      'alter table comparisons add foreign key (ask_id, second) references candidates on delete cascade',
      'alter table shadow_comparisons add foreign key (ask_id, number) references comparisons on delete cascade',
      'alter table challenger_comparisons add foreign key (ask_id, first) references candidates on delete cascade',
      'alter table challenger_comparisons add foreign key (ask_id, second) references candidates on delete cascade',
    ],
  },
  {
    table: 'votes',
    key: 'ballot_id',
    after: [
      // A click names its ballot, so the key takes nothing from the two unique rules.
      'alter table votes add primary key (id, ballot_id)',
      'alter table votes add unique (interaction_id, ballot_id)',
      'create unique index on votes (ballot_id, voter_hash) where current',
      'create index on votes (voter_hash, created_at)',
      'alter table votes add foreign key (ballot_id) references ballots on delete cascade',
      'alter table released_votes add foreign key (vote_id, ballot_id) references votes (id, ballot_id) on delete cascade',
    ],
  },
  {
    table: 'peeks',
    key: 'ballot_id',
    after: [
      'alter table peeks add primary key (ballot_id, voter_hash)',
      'alter table peeks add foreign key (ballot_id) references ballots on delete cascade',
    ],
  },
];

/**
 * Partitions the four big tables of a database that `seedVotes` filled, by range of the time-ordered id.
 * @param months how many partitions hold the rows, equally many each. The last is open at its end.
 */
export async function partitionByMonth(sql: Sql, asks: number, months: number): Promise<void> {
  const bound = (kind: number, month: number) =>
    `'0190a5b0-0000-7${kind}00-8000-${String(Math.round((asks * month) / months)).padStart(12, '0')}'`;
  for (const { table, key, after } of plans) {
    const kind = key === 'ask_id' ? 1 : 2;
    const parts = Array.from({ length: months }, (_, month) => {
      const [from, to] = [month === 0 ? 'minvalue' : bound(kind, month), bound(kind, month + 1)];
      const end = month === months - 1 ? 'maxvalue' : to;
      return `create table ${table}_${month} partition of ${table} for values from (${from}) to (${end});`;
    });
    await sql.unsafe(`
      alter table ${table} rename to ${table}_whole;
      create table ${table} (like ${table}_whole including defaults including constraints including storage) partition by range (${key});
      ${parts.join('\n')}
      insert into ${table} select * from ${table}_whole;
      drop table ${table}_whole cascade;
      ${after.join(';\n')};`);
  }
  await sql.unsafe('analyze');
}
