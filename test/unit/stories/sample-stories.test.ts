import { join } from 'node:path';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createAnalyzerThread } from '../../../src/analyzer/analyzer-thread.ts';
import { readDeskFile } from '../../../src/config/desk-file.ts';
import { projectRoot } from '../../../src/config/project-root.ts';
import { loadContent } from '../../../src/content/load-content.ts';
import { PHRASE_KEYS } from '../../../src/domain/phrases.ts';
import { loadStories, storyFolders } from '../../../src/stories/list-stories.ts';
import { isRight, playStories } from '../../../src/stories/play-stories.ts';

test('every story of the examples that the sample desk ships passes, in each of its languages', async () => {
  const root = projectRoot();
  const folders = await storyFolders(root);
  const files = folders.map((folder) => join(folder, 'examples.yaml'));
  const { stories, diagnostics } = await loadStories(files, root);
  expect(diagnostics).toEqual([]);
  expect(new Set(stories.map(({ locale }) => locale))).toEqual(new Set(['en', 'zh']));
  const { content } = await loadContent({ root, phraseKeys: PHRASE_KEYS });
  if (content === undefined) throw new Error('The sample content has mistakes.');
  const analyzer = await createAnalyzerThread(content, { modelsFolder: process.env.MODELS_DIR });
  const { policy } = await readDeskFile(root);
  const trained = { content, analyzer };
  const played = await playStories(stories, { trained, policy, logger: pino({ level: 'silent' }) });
  await analyzer.close();
  const wrong = played.flatMap(({ story, turns }) =>
    turns
      .filter((turn) => !isRight(turn))
      .map(({ turn, unmet, problems, result }) => ({ story, turn, unmet, problems, result })),
  );
  expect(wrong).toEqual([]);
}, 60_000);
