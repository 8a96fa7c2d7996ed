import { createAnalyzer } from '../../src/analyzer/analyzer.ts';
import { createModelFiles } from '../../src/analyzer/model-files.ts';
import type { DeskContent } from '../../src/domain/content.ts';
import type { Analyzer } from '../../src/ports/analyzer.ts';

/** An analyzer in this thread; what another test has trained on the same content is not trained again. */
export function createTestAnalyzer(content: DeskContent): Promise<Analyzer> {
  const folder = process.env.MODELS_DIR;
  if (folder === undefined) return createAnalyzer(content);
  const onNotKept = (reason: string) => process.emitWarning(`Nothing trained is kept in ${folder}: ${reason}`);
  return createAnalyzer(content, createModelFiles(folder, onNotKept));
}
