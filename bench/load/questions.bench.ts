import { setTimeout as sleep } from 'node:timers/promises';
import type { Role } from '../support/bot-process.ts';
import { print, quantile, spread } from '../support/figures.ts';
import { type LoadWorld, startLoadWorld } from '../support/world.ts';
import { atRate } from './at-rate.ts';

/**
 * Latency of a question's acknowledgement beside that of votes, while the asks run. A question is
 * acknowledged once its row is committed, a vote before any query. So the ratio of the two says what writing
 * the question costs. Limits are set and never reached, as they hold by default.
 * `npm run bench -- load/questions [seconds] [all | gateway+worker] [questions a second]`.
 */
const SECONDS = Number(process.argv[2] ?? 8);
const QUESTIONS = Number(process.argv[4] ?? 20);
const VOTES = 50;
const WARM_UP = 2;

const far = '1000000';
const limits = {
  USER_ASKS_A_DAY: far,
  USER_ASKS_AT_ONCE: far,
  SERVER_ASKS_A_DAY: far,
  SERVER_ASKS_AT_ONCE: far,
  BOT_ASKS_A_DAY: far,
};

const layouts = [['all'], ['gateway', 'worker']] satisfies Role[][];
for (const roles of layouts.filter((layout) => !process.argv[3] || layout.join('+') === process.argv[3])) {
  const world = await startLoadWorld(roles, { candidateDelay: 200, judgeDelay: 200 }, limits);
  await world.ask(0);
  await world.untilEnded(1);
  await sleep(500);
  const ballot = world.newestBallot();
  await turn(world, ballot, WARM_UP);
  const { questions, votes, steadiness, cpuMsEach } = await turn(world, ballot, SECONDS);
  await world.untilEnded(1 + QUESTIONS * (WARM_UP + SECONDS));
  const { sentLateP99Ms, benchLoopP99Ms } = steadiness;
  print({
    bench: 'questions',
    roles: roles.join('+'),
    questionsPerSecond: QUESTIONS,
    votesPerSecond: VOTES,
    ...spread(questions),
    voteP50Ms: spread(votes).p50Ms,
    voteP99Ms: spread(votes).p99Ms,
    p99Ratio: Number((quantile(questions, 0.99) / quantile(votes, 0.99)).toFixed(2)),
    cpuMsEach,
    sentLateP99Ms,
    benchLoopP99Ms,
  });
  await world.close();
}
process.exit(0);

/**
 * Questions and votes side by side, each by a person of its own. `cpuMsEach`: CPU time of all processes of
 * the bot for a question and its share of the votes, as far as the asks got meanwhile.
 */
async function turn({ discord, bots }: LoadWorld, ballot: string, seconds: number) {
  const [questions, votes]: [number[], number[]] = [[], []];
  const person = () => discord.as(discord.addMember({ name: 'somebody' }).user.id);
  const askers = Array.from({ length: QUESTIONS * seconds }, person);
  const voters = Array.from({ length: VOTES * seconds }, person);
  const cpu = async () => {
    const each = await Promise.all(bots.map(async (bot) => (await bot.usage()).cpuSeconds));
    return each.reduce((sum, one) => sum + one, 0);
  };
  const before = await cpu();
  const [steadiness] = await Promise.all([
    atRate(askers.length, QUESTIONS, async (i) => {
      const answer = await askers[i]?.slash('ask', { prompt: `Question ${i}?` });
      if (answer) questions.push(answer.ackMs);
    }),
    atRate(voters.length, VOTES, async (i) => {
      const answer = await voters[i]?.click(ballot, i % 2 ? 'A is better' : 'B is better');
      if (answer) votes.push(answer.ackMs);
    }),
  ]);
  const cpuMsEach = Number(((((await cpu()) - before) * 1000) / askers.length).toFixed(1));
  return { questions, votes, steadiness, cpuMsEach };
}
