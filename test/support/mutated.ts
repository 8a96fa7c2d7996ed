/** Packets that were real and are not quite any more. */

import fc from 'fast-check';

/** What comes in the place of a part of a packet; undefined leaves it out. */
const STRANGE_VALUES: unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1e300,
  '',
  'words',
  '\u0000\ud800',
  'x'.repeat(20_000),
  [],
  [null],
  {},
  nested(500),
  JSON.parse('{"__proto__":{"isPolluted":true},"constructor":null,"toString":1}'),
];

interface Change {
  /** Counts the parts of the packet, inner ones too, and from the beginning again. */
  part: number;
  value: unknown;
}

const changes = fc.array(fc.record({ part: fc.nat(10_000), value: fc.constantFrom(...STRANGE_VALUES) }), {
  minLength: 1,
  maxLength: 3,
});

/** So many packets, each like one of the samples but for one to three of its parts; always the same for the same samples. */
export function mutated(samples: readonly unknown[], count: number): unknown[] {
  const drawn = fc.sample(fc.tuple(fc.nat(10_000), changes), { seed: 20_261_126, numRuns: count });
  return drawn.map(([sample, changed]) => changed.reduce(change, structuredClone(samples[sample % samples.length])));
}

function change(packet: unknown, { part, value }: Change): unknown {
  const places = placesIn(packet);
  const place = places[part % places.length];
  if (place === undefined) return value;
  const [holder, name] = place;
  if (value === undefined) Reflect.deleteProperty(holder, name);
  else Reflect.set(holder, name, structuredClone(value));
  return packet;
}

function placesIn(value: unknown): [holder: object, name: string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]): [object, string][] => [[value, name], ...placesIn(inner)]);
}

function nested(depth: number): unknown {
  return depth === 0 ? [] : [nested(depth - 1)];
}
