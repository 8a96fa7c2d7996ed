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

/**
 * How long somebody would wait who never gives up has the density, up to its scale, `arrivals · exp(H(x))` with
 * `H(x) = arrivals · patience · (1 - exp(-x/patience)) - x · agents/handling` (F. Baccelli and G. Hebuterne, "On queues with impatient customers",
 * 1981), beside which nobody waits with the weight 1/B of one agent fewer. All figures are integrals of it, whose scale is taken from the peak
 * of H, so that nothing overflows.
 */
function withGivingUp(line: Line & { patienceMs: number }): LineFigures {
  const { agents, arrivalRate, handlingMs, patienceMs } = line;
  if (agents === 0 || arrivalRate <= 0) return withoutAny(line);
  const blocked = erlangB(agents - 1, arrivalRate * handlingMs);
  const { height, start, end, peak } = densityOf(line);
  const atOnce = Math.exp(-peak);
  const integral = (until: number, share: (x: number) => number) =>
    blocked * arrivalRate * integrate((x) => Math.exp(height(x) - peak) * share(x), start, Math.min(until, end));
  const wait = integral(end, () => 1);
  const all = atOnce + wait;
  const givesUp = integral(end, (x) => -Math.expm1(-x / patienceMs)) / all;
  return {
    waits: wait / all,
    servedWithin: (ms) => (atOnce + integral(ms, (x) => Math.exp(-x / patienceMs))) / all,
    meanWaitMs: givesUp * patienceMs,
    occupancy: Math.min(1, (arrivalRate * handlingMs * (1 - givesUp)) / agents),
    givesUp,
  };
}

/** Where there is nobody to serve, or nobody to be served. */
function withoutAny({ agents, arrivalRate, patienceMs }: Line & { patienceMs: number }): LineFigures {
  const waits = agents === 0 && arrivalRate > 0 ? 1 : 0;
  return { waits, servedWithin: () => 1 - waits, meanWaitMs: waits * patienceMs, occupancy: waits, givesUp: waits };
}

/** The exponent of the density, its peak, and between which waits it is more than e⁻⁴⁰ of that. */
function densityOf({ agents, arrivalRate, handlingMs, patienceMs }: Line & { patienceMs: number }) {
  const height = (x: number) => arrivalRate * patienceMs * -Math.expm1(-x / patienceMs) - (x * agents) / handlingMs;
  const top = patienceMs * Math.max(0, Math.log((arrivalRate * handlingMs) / agents));
  const peak = height(top);
  const isNegligible = (x: number) => height(x) < peak - 40;
  let step = Math.min(handlingMs / agents, patienceMs);
  while (!isNegligible(top + step)) step *= 2;
  const end = between(top, top + step, isNegligible);
  return { height, peak, end, start: isNegligible(0) ? between(0, top, (x) => !isNegligible(x)) : 0 };
}

/** Where, between two values, something becomes true that stays so. */
function between(from: number, to: number, isTrue: (x: number) => boolean): number {
  let low = from;
  let high = to;
  for (let round = 0; round < 30; round += 1) {
    const middle = (low + high) / 2;
    if (isTrue(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** By Simpson's rule. */
function integrate(of: (x: number) => number, from: number, to: number): number {
  if (to <= from) return 0;
  const steps = 1_000;
  const width = (to - from) / steps;
  let sum = of(from) + of(to);
  for (let step = 1; step < steps; step += 1) sum += (step % 2 === 1 ? 4 : 2) * of(from + step * width);
  return (sum * width) / 3;
}

export interface ServiceTarget {
  /** This share of customers is served within this time. */
  share: number;
  withinMs: number;
}

const MOST_AGENTS = 10_000;

/** The fewest agents by whom the target is kept, found by halves as more keep it better; undefined where even very many would not do. */
export function agentsNeeded(line: Omit<Line, 'agents'>, { share, withinMs }: ServiceTarget): number | undefined {
  if (line.arrivalRate <= 0) return 0;
  const isKept = (agents: number) => lineFigures({ ...line, agents }).servedWithin(withinMs) >= share;
  let tooFew = 0;
  let enough = 1;
  while (!isKept(enough)) {
    if (enough > MOST_AGENTS) return undefined;
    tooFew = enough;
    enough *= 2;
  }
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (isKept(middle)) enough = middle;
    else tooFew = middle;
  }
  return enough;
}

/**
 * The linear rule R = Rₛ + a·(N − Nₛ) with a = Rₛ/Nₛ: as many more agents as there is more to do, in proportion. The document that describes it
 * calls `a` a growth rate and takes .1 for all kinds of agents, by which 5 of them would become 7 and not its 6; `a` is of each kind by itself. It
 * knows nothing of chance, and so asks for too few where there are few and for too many where there are many.
 */
export function agentsInProportion(known: { agents: number; arrivals: number }, arrivals: number): number {
  if (known.arrivals <= 0) return known.agents;
  // What is more than a whole number by rounding alone is that number.
  return Math.ceil(known.agents + (known.agents / known.arrivals) * (arrivals - known.arrivals) - 1e-9);
}

/**
 * The linear rule T = Tₚ + a·(Q − Qₛ): each customer more in the queue makes everybody wait as much longer, `perCustomer`. Of 5 minutes and .05
 * for each of 10 more come 5.5 minutes, where the document that describes it says 6. It knows nothing of agents: in a line near its limit the wait
 * grows much faster.
 */
export function waitInProportion(known: { wait: number; queue: number }, perCustomer: number, queue: number): number {
  return Math.max(0, known.wait + perCustomer * (queue - known.queue));
}
