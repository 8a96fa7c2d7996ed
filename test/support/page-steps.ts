/** What a page of documentation has its reader do, in order: the page itself is the test's script. */

/** A command or a file that is written or added to, and the lines that are shown of what is printed then. */
export type PageStep = ({ kind: 'run'; command: string } | { kind: 'save' | 'add'; path: string; text: string }) & {
  shown?: string[];
};

const FENCE = /^```(\w*)$/;
const FILE = /(Save this as|Add at the end of) `([^`]+)`:$/;

/**
 * The steps of a page, by its blocks of code: `sh` has commands, one a line, and `text` what is shown after the step before;
 * above all others stands the file that they are to be saved as or added to.
 * @throws Error for a block that is none of these
 */
export function pageSteps(page: string): PageStep[] {
  const lines = page.split('\n');
  const steps: PageStep[] = [];
  let lead = '';
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const language = FENCE.exec(line)?.[1];
    if (language === undefined) {
      if (line !== '') lead = line;
      continue;
    }
    const end = lines.indexOf('```', index + 1);
    const block = lines.slice(index + 1, end);
    const last = steps.at(-1);
    if (language === 'text' && last !== undefined) last.shown = block;
    else if (language === 'sh') steps.push(...block.map((command) => ({ kind: 'run' as const, command })));
    else steps.push(fileStep(block, lead));
    index = end;
  }
  return steps;
}

function fileStep(lines: string[], lead: string): PageStep {
  const [, how, path] = FILE.exec(lead) ?? [];
  if (path === undefined) throw new Error(`It is not said what becomes of the block below “${lead}”.`);
  return { kind: how === 'Save this as' ? 'save' : 'add', path, text: `${lines.join('\n')}\n` };
}
