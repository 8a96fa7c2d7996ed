/** The items by their keys, both in the order in which they came. */
export function groupBy<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  // What has grown has room for more, which is given back: of many small groups that would be most of the memory.
  for (const [key, group] of groups) if (group.length > 1) groups.set(key, group.slice());
  return groups;
}
