// Ballots in an act: who has how many, what was recorded, what the reader tries.

export const BALLOTS = ['yes', 'no', 'abstain', 'absent'];

// Where seats come from when a ballot gets more; the first one takes what is
// left when it gets fewer.
const FROM = [[1, 3, 2], [0, 3, 2], [1, 3, 0], [1, 0, 2]];

/** Seats with `kind` set to `value`; their sum stays. */
export function moved(seats, kind, value) {
  const total = seats.reduce((a, b) => a + b, 0);
  const now = [...seats];
  let more = Math.max(0, Math.min(total, Math.round(value) || 0)) - now[kind];
  for (const other of FROM[kind]) {
    const step = more < 0 ? more : Math.min(more, now[other]);
    now[kind] += step;
    now[other] -= step;
    more -= step;
  }
  return now;
}

/** All seats on one ballot. */
export function all(seats, kind) {
  const total = seats.reduce((a, b) => a + b, 0);
  return seats.map((_, i) => i === kind ? total : 0);
}

/** Voters of an act with their seats: [{player, seats, outsider}]. */
export function votersOf(law, needs) {
  const act = law.acts.get(needs.subject.name);
  const players = needs.cases[0]?.players ?? [];
  return [
    ...players.map(({player, seats}) => (
      {player, seats: Number(seats), outsider: false})),
    ...act.outsiders.map((player) => ({player, seats: 1, outsider: true})),
  ].filter((v) => v.seats > 0);
}

/** The event of the timeline that records the vote on an act. */
export function recordedStep(timeline, act) {
  return timeline?.steps.find(({text}) => {
    const voted = text.indexOf(' voted ');
    return voted >= 0 && text.slice(voted + 7).startsWith(act + ':');
  });
}

/** {player: seats by ballot} as an event tells it; open ones count as absent. */
function recordedBallots(step, voters) {
  const tallies = step.text.slice(step.text.indexOf(':') + 1).split(',');
  const said = new Map(tallies.map((tally) => {
    const [name, ...rest] = tally.trim().split(/\s+/);
    return [name, rest];
  }));
  const found = {};
  for (const {player, seats, outsider} of voters) {
    const tally = said.get(player) ?? (outsider ? null : said.get('rest'));
    const now = [0, 0, 0, 0];
    if (tally?.length === 1)
      now[kindOf(tally[0])] = seats;
    else
      for (let i = 0; i + 1 < (tally?.length ?? 0); i += 2)
        now[kindOf(tally[i + 1])] += Number(tally[i].replaceAll('_', ''));
    now[3] += Math.max(0, seats - now.reduce((a, b) => a + b, 0));
    found[player] = now;
  }
  return found;
}

function kindOf(word) {
  const kind = BALLOTS.indexOf(word);
  return kind < 0 ? 3 : kind;
}

/** Nobody voted yet: the largest party says yes, the others no; where everybody
    has one seat, all say yes. */
function triedBallots(voters) {
  const most = Math.max(...voters.map((v) => v.seats));
  const largest = voters.find((v) => v.seats === most);
  const found = {};
  for (const v of voters)
    found[v.player] = most === 1 || v.outsider || v === largest
      ? [v.seats, 0, 0, 0] : [0, v.seats, 0, 0];
  return found;
}

/**
 * Ballots of an act: {of: {player: seats}, origin}; origin is "chosen" by the
 * reader, "recorded" in the model, or "tried" because there are none.
 */
export function ballotsOf(law, needs, timeline, chosen) {
  const voters = votersOf(law, needs);
  const step = recordedStep(timeline, needs.subject.name);
  const recorded = step && needs.cases.some((c) => c.recorded);
  const of = recorded ? recordedBallots(step, voters) : triedBallots(voters);
  const fits = ({player, seats}) =>
    chosen[player]?.reduce((a, b) => a + b, 0) === seats;
  if (!chosen || !voters.every((v) => !chosen[v.player] || fits(v)))
    return {voters, of, step, origin: recorded ? 'recorded' : 'tried'};
  return {voters, of: {...of, ...chosen}, step, origin: 'chosen'};
}

/** Seats by ballot, of those who count. */
export function sumOf({voters, of}) {
  const sum = [0, 0, 0, 0];
  for (const v of voters)
    if (!v.outsider)
      of[v.player].forEach((n, i) => sum[i] += n);
  return sum;
}

/** The ballots as an event of the language. */
export function asEvent(act, {voters, of}, date) {
  const tallies = voters.map(({player}) => {
    const some = of[player].map((n, i) => n && `${n} ${BALLOTS[i]}`)
      .filter(Boolean);
    return `${player} ${some.join(' ')}`;
  });
  return `on ${date} ${act.body} voted ${act.name}: ` +
    [...tallies, 'rest absent'].join(', ');
}
