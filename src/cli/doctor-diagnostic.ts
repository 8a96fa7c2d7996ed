/** One thing the doctor looked at. A problem keeps the desk from working; a warning does not. */
export interface Diagnostic {
  level: 'ok' | 'warning' | 'problem';
  /** What was looked at: `Node`, `Store`, … */
  about: string;
  text: string;
  /** What to do about it; undefined when all is well. */
  advice: string | undefined;
}

/** Findings about one thing. */
export function diagnosticsAbout(about: string) {
  return {
    ok: (text: string): Diagnostic => ({ level: 'ok', about, text, advice: undefined }),
    warning: (text: string, advice: string): Diagnostic => ({ level: 'warning', about, text, advice }),
    problem: (text: string, advice: string): Diagnostic => ({ level: 'problem', about, text, advice }),
  };
}
