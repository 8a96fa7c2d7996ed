/** The most kinds that are told apart: whoever makes them up fills no log. */
const MOST_KINDS = 50;

/** Reports that a platform sent what cannot be read, once a kind. */
export type ReportOnce = (kind: string, cause?: unknown) => void;

/** Begins with nothing reported. */
export function createReportOnce(platform: string, reportError: (error: unknown) => void): ReportOnce {
  const reported = new Set<string>();
  return (kind, cause) => {
    if (reported.has(kind) || reported.size >= MOST_KINDS) return;
    reported.add(kind);
    const message = `What ${platform} sent (${kind}) could not be read and is left out, as more like it will be`;
    reportError(new Error(message, { cause }));
  };
}
