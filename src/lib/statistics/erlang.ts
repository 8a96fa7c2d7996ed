/**
 * Waiting lines in a steady state: A. K. Erlang, "Solution of some Problems in the Theory of Probabilities of Significance in Automatic Telephone
 * Exchanges" (1917), and C. Palm's model with customers who give up (1957), as in O. Garnett, A. Mandelbaum and M. Reiman, "Designing a Call
 * Center with Impatient Customers" (2002). `load` is offered in erlang: arrivals per unit of time times the mean handling time.
 */

/** The chance that all agents are busy when nobody waits (Erlang B), by its stable recursion. */
export function erlangB(agents: number, load: number): number {
  let blocked = 1;
  for (let count = 1; count <= agents; count += 1) blocked = (load * blocked) / (count + load * blocked);
  return blocked;
}

/** The chance that a customer has to wait (Erlang C); 1 where there is more to do than the agents can. */
export function erlangC(agents: number, load: number): number {
  if (load <= 0) return 0;
  if (load >= agents) return 1;
  const blocked = erlangB(agents, load);
  return (agents * blocked) / (agents - load * (1 - blocked));
}

export interface Line {
  agents: number;
  /** Customers per millisecond, and how long one takes in the mean. */
  arrivalRate: number;
  handlingMs: number;
  /** How long customers wait in the mean before they give up; undefined where nobody does. */
  patienceMs?: number | undefined;
}

export interface LineFigures {
  /** The share of customers who wait, and who are served within a time. */
  waits: number;
  servedWithin(ms: number): number;
  /** Of all customers; infinite where the line only grows. */
  meanWaitMs: number;
  /** The share of time that agents are busy. */
  occupancy: number;
  /** The share of customers who give up. */
  givesUp: number;
}

/** A line by Erlang A where patience is known, and by Erlang C otherwise. */
export function lineFigures({ agents, arrivalRate, handlingMs, patienceMs }: Line): LineFigures {
  const load = arrivalRate * handlingMs;
  if (patienceMs === undefined) return withoutGivingUp(agents, load, handlingMs);
  return withGivingUp({ agents, arrivalRate, handlingMs, patienceMs });
}

function withoutGivingUp(agents: number, load: number, handlingMs: number): LineFigures {
  const waits = erlangC(agents, load);
  const isStable = load < agents;
  const spareRate = (agents - load) / handlingMs;
  return {
    waits,
    servedWithin: (ms) => (isStable ? 1 - waits * Math.exp(-spareRate * ms) : 0),
    meanWaitMs: isStable ? waits / spareRate : Number.POSITIVE_INFINITY,
    occupancy: agents === 0 ? 1 : Math.min(1, load / agents),
    givesUp: 0,
  };
}

/** States beyond this are as good as never reached. */
const NEGLIGIBLE = 1e-12;
const MOST_WAITING = 100_000;

/**
 * The number in the system as a birth and death process: with `n` there, service ends at min(n, agents)/handling, and of those who wait
 * each gives up at 1/patience. Its steady state is worked out from its likeliest state outwards, so that nothing overflows.
 */
function withGivingUp({
  agents,
  arrivalRate,
  handlingMs,
  patienceMs,
}: Required<Line> & { patienceMs: number }): LineFigures {
  const leaveRate = (there: number) => Math.min(there, agents) / handlingMs + Math.max(0, there - agents) / patienceMs;
  const weights = [1];
  let total = 1;
  for (let there = 1; there < MOST_WAITING; there += 1) {
    let weight = ((weights[there - 1] as number) * arrivalRate) / leaveRate(there);
    if (weight > 1e200) {
      for (let index = 0; index < weights.length; index += 1) weights[index] = (weights[index] as number) / 1e200;
      total /= 1e200;
      weight /= 1e200;
    }
    weights.push(weight);
    total += weight;
    if (there > agents && weight < NEGLIGIBLE * total && arrivalRate < leaveRate(there)) break;
  }
  const chances = weights.map((weight) => weight / total);
  const waiting = chances.reduce((sum, chance, there) => sum + chance * Math.max(0, there - agents), 0);
  const busy = chances.reduce((sum, chance, there) => sum + chance * Math.min(there, agents), 0);
  const waits = chances.slice(agents).reduce((sum, chance) => sum + chance, 0);
  const givesUp = arrivalRate === 0 ? 0 : waiting / patienceMs / arrivalRate;
  return {
    waits,
    servedWithin: (ms) => servedWithin(chances, { agents, handlingMs, patienceMs }, ms),
    meanWaitMs: arrivalRate === 0 ? 0 : waiting / arrivalRate,
    occupancy: agents === 0 ? 1 : busy / agents,
    givesUp,
  };
}

/**
 * Who finds `k` before them is served once k + 1 have left: the time of that is made of waits with rates agents/handling + j/patience. Its
 * distribution is worked out by uniformisation of the chain (A. Jensen, 1953), whose own patience is the last of them.
 */
function servedWithin(
  chances: readonly number[],
  { agents, handlingMs, patienceMs }: { agents: number; handlingMs: number; patienceMs: number },
  ms: number,
): number {
  const atOnce = chances.slice(0, agents).reduce((sum, chance) => sum + chance, 0);
  const places = chances.slice(agents);
  if (ms <= 0 || agents === 0) return agents === 0 ? 0 : atOnce;
  const highest = agents / handlingMs + places.length / patienceMs;
  // Where each waiting customer stands: `place` of them before, or served; those who give up are gone.
  let standing = [...places];
  let served = 0;
  const steps = highest * ms;
  // Poisson weights from the likeliest on would be stabler still; up to some thousand steps these are.
  let weight = Math.exp(-steps);
  if (weight === 0) return servedInSteps(places, { agents, handlingMs, patienceMs }, ms) + atOnce;
  let expected = 0;
  let seen = weight;
  for (let step = 1; seen < 1 - 1e-10 && step < steps + 20 * Math.sqrt(steps) + 50; step += 1) {
    const next = new Array<number>(standing.length).fill(0);
    for (const [place, chance] of standing.entries()) {
      const forward = (agents / handlingMs + place / patienceMs) / highest;
      const leaves = 1 / patienceMs / highest;
      if (place === 0) served += chance * (agents / handlingMs / highest);
      else next[place - 1] = (next[place - 1] as number) + chance * forward;
      const moved = place === 0 ? agents / handlingMs / highest : forward;
      next[place] = (next[place] as number) + chance * Math.max(0, 1 - moved - leaves);
    }
    standing = next;
    weight *= steps / step;
    seen += weight;
    expected += weight * served;
  }
  return Math.min(1, atOnce + expected);
}

/** The same by small steps of time, for long times in which the weights would underflow. */
function servedInSteps(
  places: readonly number[],
  { agents, handlingMs, patienceMs }: { agents: number; handlingMs: number; patienceMs: number },
  ms: number,
): number {
  const highest = agents / handlingMs + places.length / patienceMs;
  const steps = Math.min(20_000, Math.ceil(highest * ms * 4));
  const dt = ms / steps;
  let standing = [...places];
  let served = 0;
  for (let step = 0; step < steps; step += 1) {
    const next = new Array<number>(standing.length).fill(0);
    for (const [place, chance] of standing.entries()) {
      const forward = Math.min(1, (agents / handlingMs + place / patienceMs) * dt);
      const leaves = Math.min(1 - forward, dt / patienceMs);
      if (place === 0) served += chance * Math.min(1, (agents / handlingMs) * dt);
      else next[place - 1] = (next[place - 1] as number) + chance * forward;
      next[place] = (next[place] as number) + chance * Math.max(0, 1 - forward - leaves);
    }
    standing = next;
  }
  return Math.min(1, served);
}

export interface ServiceTarget {
  /** This share of customers is served within this time. */
  share: number;
  withinMs: number;
}

const MOST_AGENTS = 2_000;

/** The fewest agents by whom the target is kept; undefined where even very many would not do. */
export function agentsNeeded(line: Omit<Line, 'agents'>, { share, withinMs }: ServiceTarget): number | undefined {
  if (line.arrivalRate <= 0) return 0;
  const load = line.arrivalRate * line.handlingMs;
  const least = line.patienceMs === undefined ? Math.floor(load) + 1 : 1;
  for (let agents = least; agents <= Math.min(MOST_AGENTS, least + Math.ceil(load) + 500); agents += 1) {
    if (lineFigures({ ...line, agents }).servedWithin(withinMs) >= share) return agents;
  }
  return undefined;
}

/**
 * The linear rule R = Rₛ + a·(N − Nₛ) with a = Rₛ/Nₛ: as many more agents as there is more to do, in proportion. It knows nothing of chance, and
 * so asks for too few where there are few and for too many where there are many.
 */
export function agentsInProportion(known: { agents: number; arrivals: number }, arrivals: number): number {
  if (known.arrivals <= 0) return known.agents;
  return Math.ceil(known.agents + (known.agents / known.arrivals) * (arrivals - known.arrivals));
}
