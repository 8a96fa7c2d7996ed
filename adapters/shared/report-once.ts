/** The most kinds that are told apart: whoever makes them up fills no log. */
const MOST_KINDS = 50;

/** Reports that a platform told what nobody expects, once a kind. */
export function createReportOnce(platform: string, reportError: (error: unknown) => void): (kind: string) => void {
  const reported = new Set<string>();
  return (kind) => {
    if (reported.has(kind) || reported.size >= MOST_KINDS) return;
    reported.add(kind);
    reportError(new Error(`${platform} told something that cannot be read, and it is left out: ${kind}`));
  };
}
