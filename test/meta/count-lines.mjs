/**
 * `npm run count-lines [-- <commit>]`: files, and lines of code without blanks and comments, by folder of src and adapters; with a
 * commit, as it was then beside as it is now.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseSync } from 'oxc-parser';

const SOURCE = /^(src|adapters)\/.*\.(ts|tsx|mjs)$/;
const git = (...args) => execFileSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 28 });

function filesNow() {
  const names = git('ls-files', '--cached', '--others', '--exclude-standard')
    .split('\n')
    .filter((name) => SOURCE.test(name));
  return names.filter((name) => existsSync(name)).map((name) => [name, readFileSync(name, 'utf8')]);
}

function filesAt(commit) {
  const names = git('ls-tree', '-r', '--name-only', commit)
    .split('\n')
    .filter((name) => SOURCE.test(name));
  return names.map((name) => [name, git('show', `${commit}:${name}`)]);
}

function linesOfCode(name, text) {
  const { comments } = parseSync(name, text);
  let code = '';
  let end = 0;
  for (const comment of comments) {
    code += text.slice(end, comment.start);
    end = comment.end;
  }
  return (code + text.slice(end)).split('\n').filter((line) => line.trim() !== '' && line.trim() !== '{}').length;
}

function countByFolder(files) {
  const folders = new Map();
  for (const [name, text] of files) {
    const folder = dirname(name).split('/').slice(0, 3).join('/');
    const { files: count, lines } = folders.get(folder) ?? { files: 0, lines: 0 };
    folders.set(folder, { files: count + 1, lines: lines + linesOfCode(name, text) });
  }
  return folders;
}

const [commit] = process.argv.slice(2);
const counts = [...(commit === undefined ? [] : [countByFolder(filesAt(commit))]), countByFolder(filesNow())];
const folders = [...new Set(counts.flatMap((count) => [...count.keys()]))].sort();
const cell = (value) => String(value).padStart(8);
const row = (title, values) => process.stdout.write(`${title.padEnd(34)}${values.map(cell).join('')}\n`);
const isPaired = counts.length > 1;
row('', isPaired ? ['files', 'lines', 'files', 'lines'] : ['files', 'lines']);
for (const folder of folders)
  row(
    folder,
    counts.flatMap((count) => [count.get(folder)?.files ?? '-', count.get(folder)?.lines ?? '-']),
  );
const total = (count) =>
  [...count.values()].reduce((sum, { files, lines }) => [sum[0] + files, sum[1] + lines], [0, 0]);
row('in all', counts.flatMap(total));
