import { mkdir, rename, rm, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadContent } from '../../../src/content/load-content.ts';
import { watchContent } from '../../../src/content/watch-content.ts';
import type { ContentDiagnostic, DeskContent } from '../../../src/domain/content.ts';
import { articleFile, createTree, intentFile, type Tree, write } from './content-tree.ts';

type Call = { kind: 'change'; content: DeskContent } | { kind: 'diagnostics'; diagnostics: ContentDiagnostic[] };

/** A watched content root, and a promise of each call the watcher makes. */
async function createWatched(files: Tree, beforeWatching?: (root: string) => Promise<void>) {
  return createWatchedAt(await createTree(files), beforeWatching);
}

async function createWatchedAt(root: string, beforeWatching?: (root: string) => Promise<void>) {
  const { content: initial } = await loadContent({ root });
  if (initial === undefined) throw new Error('the files to start with have errors');
  await beforeWatching?.(root);
  const calls: Call[] = [];
  let wake = () => {};
  const note = (call: Call) => {
    calls.push(call);
    wake();
  };
  const watcher = watchContent({
    root,
    initial,
    onChange: (content) => note({ kind: 'change', content }),
    onDiagnostics: (diagnostics) => note({ kind: 'diagnostics', diagnostics }),
  });
  onTestFinished(() => watcher.close());
  /** Resolves to all calls once they say what is awaited. */
  const until = async (isEnough: (calls: Call[]) => boolean): Promise<Call[]> => {
    while (!isEnough(calls)) await new Promise<void>((resolve) => (wake = resolve));
    return calls;
  };
  return { root, watcher, calls, until };
}

const FILES = { 'intents/en/a.yaml': intentFile('a'), 'knowledge/en/returns.md': articleFile() };

function namesIn(content: DeskContent): string[] {
  const intents = Object.values(content.locales).flatMap((locale) => locale.intents);
  return intents.filter(({ builtIn }) => !builtIn).map(({ name }) => name);
}

/** Whether the last content given has exactly these intents. */
function endsWith(...names: string[]): (calls: Call[]) => boolean {
  return (calls) => {
    const last = calls.findLast((call) => call.kind === 'change');
    return last !== undefined && namesIn(last.content).join() === names.join();
  };
}

const hasDiagnostics = (calls: Call[]) =>
  calls.some((call) => call.kind === 'diagnostics' && call.diagnostics.length > 0);
const isMended = (calls: Call[]) => calls.some((call) => call.kind === 'diagnostics' && call.diagnostics.length === 0);

test('stories that come and change are no change of the content', async () => {
  const { root, calls, until } = await createWatched(FILES);
  await write(root, 'intents/en/stories/first.yaml', 'no: intents');
  await write(root, 'intents/en/b.yaml', intentFile('b'));
  await until(endsWith('a', 'b'));
  await write(root, 'intents/en/stories/first.yaml', 'still: none');
  await write(root, 'intents/en/c.yaml', intentFile('c'));
  await until(endsWith('a', 'b', 'c'));
  expect(calls.filter(({ kind }) => kind === 'change')).toHaveLength(2);
  expect(hasDiagnostics(calls)).toBe(false);
});

test('a changed, an added and a deleted file each give a new set', async () => {
  const { root, until } = await createWatched(FILES);
  await write(root, 'intents/en/a.yaml', intentFile('changed'));
  await until(endsWith('changed'));
  await write(root, 'intents/en/b.yaml', intentFile('added'));
  await until(endsWith('changed', 'added'));
  await rm(join(root, 'intents/en/a.yaml'));
  await until(endsWith('added'));
  await write(root, 'intents/de/a.yaml', intentFile('other_language'));
  const calls = await until(endsWith('added', 'other_language'));
  expect(hasDiagnostics(calls)).toBe(false);
  const versions = calls.flatMap((call) => (call.kind === 'change' ? call.content.version : []));
  expect(new Set(versions).size).toBe(versions.length);
});

test('a broken file is told with its line and changes nothing; mended, it gives a set and an empty list', async () => {
  const { root, until, calls } = await createWatched(FILES);
  await write(root, 'intents/en/a.yaml', 'intents:\n  - name: [\n');
  await until(hasDiagnostics);
  expect(calls).toEqual([
    { kind: 'diagnostics', diagnostics: [expect.objectContaining({ file: 'intents/en/a.yaml', line: 3 })] },
  ]);
  await write(root, 'intents/en/a.yaml', intentFile('mended'));
  await until(isMended);
  expect(calls.map(({ kind }) => kind)).toEqual(['diagnostics', 'change', 'diagnostics']);
  expect(endsWith('mended')(calls)).toBe(true);
});

test('a mistake that is taken back gives the old set again', async () => {
  const { root, until, calls } = await createWatched(FILES);
  await write(root, 'knowledge/en/returns.md', '');
  await until(hasDiagnostics);
  await write(root, 'knowledge/en/returns.md', FILES['knowledge/en/returns.md']);
  await until(isMended);
  expect(calls.map(({ kind }) => kind)).toEqual(['diagnostics', 'change', 'diagnostics']);
  expect(endsWith('a')(calls)).toBe(true);
});

test('other mistakes than before are told again', async () => {
  const { root, until } = await createWatched(FILES);
  await write(root, 'intents/en/a.yaml', '');
  await until(hasDiagnostics);
  await write(root, 'knowledge/en/returns.md', '');
  const calls = await until((all) => all.length === 2);
  expect(calls.map((call) => call.kind === 'diagnostics' && call.diagnostics.length)).toEqual([1, 2]);
});

test('a file that an editor replaces by renaming another over it is noticed', async () => {
  const { root, until } = await createWatched(FILES);
  for (const name of ['first', 'second', 'third']) {
    await write(root, 'intents/en/.a.yaml.tmp', intentFile(name));
    await rename(join(root, 'intents/en/.a.yaml.tmp'), join(root, 'intents/en/a.yaml'));
    await until(endsWith(name));
  }
});

test('a file that is truncated and written again and again settles at what it says in the end', async () => {
  const { root, until, calls } = await createWatched(FILES);
  for (let round = 0; round < 50; round += 1) {
    await write(root, 'intents/en/a.yaml', '');
    await write(root, 'intents/en/a.yaml', intentFile(`round_${round}`));
    await loadContent({ root });
  }
  await until(endsWith('round_49'));
  expect(calls.findLast(({ kind }) => kind === 'diagnostics') ?? { diagnostics: [] }).toMatchObject({
    diagnostics: [],
  });
});

test('a folder that is deleted and comes back is followed', async () => {
  const { root, until } = await createWatched(FILES);
  await rm(join(root, 'intents'), { recursive: true });
  await until(hasDiagnostics);
  await write(root, 'intents/en/b.yaml', intentFile('back'));
  await until(endsWith('back'));
  await write(root, 'intents/en/b.yaml', intentFile('followed'));
  await until(endsWith('followed'));
});

test('a folder that another one replaces in one step is followed', async () => {
  const { root, until } = await createWatched({ ...FILES, 'next/en/a.yaml': intentFile('next') });
  await rename(join(root, 'intents'), join(root, 'previous'));
  await rename(join(root, 'next'), join(root, 'intents'));
  await until(endsWith('next'));
  await write(root, 'intents/en/a.yaml', intentFile('followed'));
  await until(endsWith('followed'));
});

test('a link that is turned to other files, as a cluster mounts them, is followed', async () => {
  const files = { 'intents/en/.one/a.yaml': intentFile('one'), 'intents/en/.two/a.yaml': intentFile('two') };
  const { root, until } = await createWatched(
    { ...files, 'knowledge/en/returns.md': articleFile() },
    async (folder) => {
      await symlink('.one', join(folder, 'intents/en/.data'));
      await symlink('.data/a.yaml', join(folder, 'intents/en/a.yaml'));
    },
  );
  await until(endsWith('one'));
  await symlink('.two', join(root, 'intents/en/.next'));
  await rename(join(root, 'intents/en/.next'), join(root, 'intents/en/.data'));
  await until(endsWith('two'));
  await write(root, 'intents/en/.two/a.yaml', intentFile('written_through'));
  await until(endsWith('written_through'));
});

describe('the root itself', () => {
  const release = (name: string, intent: string) => ({
    [`${name}/intents/en/a.yaml`]: intentFile(intent),
    [`${name}/knowledge/en/returns.md`]: articleFile(),
  });
  const releases = { ...release('one', 'one'), ...release('two', 'two') };
  /** Watches the root once its watch has begun: a change was noticed. */
  const createSettled = async (root: string) => {
    const watched = await createWatchedAt(root);
    await write(root, 'intents/en/a.yaml', intentFile('settled'));
    await watched.until(endsWith('settled'));
    return watched;
  };
  /** Watches a folder beside two releases: `content`, a link to the first, where none is given. */
  const createDeployed = async (below = 'content') => {
    const folder = await createTree(releases);
    await symlink('one', join(folder, 'content'));
    const watched = await createSettled(join(folder, below));
    return { folder, ...watched };
  };
  const deploy = async (folder: string, target: string) => {
    await symlink(target, join(folder, 'content.new'));
    await rename(join(folder, 'content.new'), join(folder, 'content'));
  };

  test('is followed when its link is turned to another release, and back', async () => {
    const { folder, until } = await createDeployed();
    await deploy(folder, 'two');
    await until(endsWith('two'));
    await write(folder, 'two/intents/en/a.yaml', intentFile('edited'));
    await until(endsWith('edited'));
    await deploy(folder, 'one');
    await until(endsWith('settled'));
  });

  test('is followed when a folder above it is a link that is turned', async () => {
    const folder = await createTree({ ...release('one/desk', 'one'), ...release('two/desk', 'two') });
    await symlink('one', join(folder, 'content'));
    const { until } = await createSettled(join(folder, 'content/desk'));
    await deploy(folder, 'two');
    await until(endsWith('two'));
  });

  test('is followed when it is removed and made again', async () => {
    const { folder, until } = await createDeployed('one');
    await rm(join(folder, 'one'), { recursive: true });
    await until(hasDiagnostics);
    for (const [file, text] of Object.entries(release('one', 'again'))) await write(folder, file, text);
    await until(endsWith('again'));
    await write(folder, 'one/intents/en/a.yaml', intentFile('edited'));
    await until(endsWith('edited'));
  });

  test('is followed when it is renamed away and back, changed in between', async () => {
    const { folder, until } = await createDeployed('one');
    await rename(join(folder, 'one'), join(folder, 'away'));
    await until(hasDiagnostics);
    await write(folder, 'away/intents/en/a.yaml', intentFile('changed'));
    await rename(join(folder, 'away'), join(folder, 'one'));
    await until(endsWith('changed'));
  });

  test('is followed when another folder takes its name at once', async () => {
    const { folder, until } = await createDeployed('one');
    await rename(join(folder, 'one'), join(folder, 'previous'));
    await rename(join(folder, 'two'), join(folder, 'one'));
    await until(endsWith('two'));
    await write(folder, 'one/intents/en/a.yaml', intentFile('edited'));
    await until(endsWith('edited'));
  });

  test('is followed when it is a volume whose ..data is turned', async () => {
    const folder = await createTree({ ...release('..one', 'one'), ...release('..two', 'two') });
    await rm(join(folder, 'intents'), { recursive: true });
    await rm(join(folder, 'knowledge'), { recursive: true });
    await symlink('..one', join(folder, '..data'));
    await symlink('..data/intents', join(folder, 'intents'));
    await symlink('..data/knowledge', join(folder, 'knowledge'));
    const { until } = await createSettled(folder);
    await symlink('..two', join(folder, '..data_tmp'));
    await rename(join(folder, '..data_tmp'), join(folder, '..data'));
    await rm(join(folder, '..one'), { recursive: true });
    await until(endsWith('two'));
  });

  test('is followed into a language that is added later', async () => {
    const { folder, until } = await createDeployed('one');
    await mkdir(join(folder, 'one/intents/de'));
    await write(folder, 'one/intents/de/a.yaml', intentFile('deutsch'));
    await until(endsWith('settled', 'deutsch'));
    await write(folder, 'one/intents/de/a.yaml', intentFile('edited'));
    await until(endsWith('settled', 'edited'));
  });
});

test('what changed between the first reading and the start of the watch is noticed', async () => {
  const early = (root: string) => write(root, 'intents/en/a.yaml', intentFile('early'));
  const { until } = await createWatched(FILES, early);
  await until(endsWith('early'));
});

test('nothing is told of a file that was only touched, nor of warnings that were there from the start', async () => {
  const files = { ...FILES, 'knowledge/en/returns.md': articleFile('See [this](nowhere).') };
  const { root, until, calls } = await createWatched(files);
  await utimes(join(root, 'intents/en/a.yaml'), new Date(), new Date());
  await write(root, 'intents/en/a.yaml', FILES['intents/en/a.yaml']);
  await write(root, 'other.txt', 'not content');
  await write(root, 'intents/en/b.yaml', intentFile('b'));
  await until(endsWith('a', 'b'));
  expect(calls.filter(({ kind }) => kind === 'change')).toHaveLength(1);
});

test('a closed watcher calls nothing any more', async () => {
  const { root, watcher, calls } = await createWatched(FILES);
  await write(root, 'intents/en/a.yaml', intentFile('late'));
  await watcher.close();
  const callsWhenClosed = calls.length;
  const second = await createWatched(FILES);
  await write(root, 'intents/en/a.yaml', intentFile('too_late'));
  await write(second.root, 'intents/en/a.yaml', intentFile('seen'));
  await second.until(endsWith('seen'));
  expect(calls).toHaveLength(callsWhenClosed);
});
