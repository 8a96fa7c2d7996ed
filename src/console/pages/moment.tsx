/** A point in time, in UTC; the page's script puts it into the reader's time zone. */
export function Moment({ at }: { at: number }) {
  const iso = new Date(at).toISOString();
  return <time datetime={iso}>{`${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`}</time>;
}
