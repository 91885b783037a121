// What a model defines, as `show` tells it, found by name.

// Okabe and Ito's colours, in the order of the pictures that the engine draws.
const PALETTE = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9',
  '#d55e00', '#f0e442', '#999999'];

function byName(list) {
  return new Map(list.map((thing) => [thing.name, thing]));
}

export class Law {
  constructor(show) {
    this.declarations = show.declarations;
    this.bodies = byName(show.bodies);
    this.acts = byName(show.acts);
    this.facts = byName(show.facts);
    this.outcomes = byName(show.outcomes);
    this.ladders = byName(show.ladders);
    this.sources = byName(show.sources);
    this.reports = show.reports;
    this.talks = byName(show.talks);
    this.#readPlayers(show);
  }

  #readPlayers({bodies, declarations}) {
    this.players = new Map();
    for (const {kind, name, title, colour} of declarations)
      if (kind === 'actor')
        this.players.set(name, {title, colour, seats: false});
    for (const {entries} of bodies)
      for (const {player, title, colour} of entries) {
        const known = this.players.get(player);
        this.players.set(player, {title: known?.title ?? title,
          colour: known?.colour ?? colour, seats: true});
      }
    let without = 0;
    for (const player of this.players.values())
      player.colour ??= player.seats
        ? PALETTE[without++ % PALETTE.length] : PALETTE[7];
  }

  /** Things with this name, whatever they are; undefined if there is none. */
  thing(name) {
    return this.outcomes.get(name) ?? this.ladders.get(name) ??
      this.acts.get(name) ?? this.facts.get(name) ?? this.players.get(name) ??
      this.bodies.get(name) ?? this.sources.get(name) ?? this.talks.get(name);
  }

  /** What a reader should see first: the title, else the name. */
  label(name) {
    return this.thing(name)?.title ?? name;
  }

  optionLabel(fact, option) {
    return this.facts.get(fact)?.options
      .find((o) => o.name === option)?.title ?? option;
  }

  colour(player) {
    return this.players.get(player)?.colour ?? PALETTE[7];
  }

  /** The steps of a ladder, in order: names of acts. */
  stepsOf(ladder) {
    return [...new Set(ladder.courts.flatMap((court) =>
      [`${ladder.name} to ${court}`, `${ladder.name} at ${court}`]))];
  }

  #next(name) {
    const ladder = this.ladders.get(name);
    if (ladder)
      return this.stepsOf(ladder);
    const act = this.acts.get(name);
    const body = act?.body && this.bodies.get(act.body);
    return [...this.outcomes.get(name)?.uses ?? [], ...act?.uses ?? [],
      ...body?.entries.map((e) => e.as).filter(Boolean) ?? []];
  }

  /** All that a thing depends on, itself first, in order of mention. */
  reach(name) {
    const found = new Set([name]);
    for (const one of found)
      for (const next of this.#next(one))
        found.add(next);
    return [...found];
  }

  /** Acts by bodies among what a thing depends on. */
  bodyActs(name) {
    return this.reach(name).map((n) => this.acts.get(n))
      .filter((act) => act?.body);
  }

  /** All that one may ask about: outcomes, ladders, acts by bodies, other acts
      if nothing else is there. */
  subjects() {
    const acts = [...this.acts.values()];
    const byBodies = acts.filter((a) => a.body && !a.step);
    const found = [...this.outcomes.keys(), ...this.ladders.keys(),
      ...byBodies.map((a) => a.name)];
    return found.length ? found : acts.map((a) => a.name);
  }

  /** What to show first: the one act that is voted on, else the last outcome. */
  first() {
    const byBodies = [...this.acts.values()].filter((a) => a.body && !a.step);
    const nested = byBodies.find((a) => this.bodies.get(a.body).nested);
    if (byBodies.length === 1)
      return byBodies[0].name;
    return [...this.outcomes.keys()].at(-1) ?? nested?.name ??
      this.subjects()[0] ?? null;
  }

  /** Choices and other facts that may differ, as far as a thing depends on
      them. */
  readings(names) {
    const reached = new Set(names.flatMap((name) => this.reach(name)));
    const facts = [...this.facts.values()].filter((f) => reached.has(f.name));
    return [...facts.filter((f) => f.options.length),
      ...facts.filter((f) => !f.options.length)];
  }
}
