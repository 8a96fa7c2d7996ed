/** Foreign YAML and JSON, read as hostile: no aliases, bounded depth and size, every mistake with its line. */

import { z } from 'zod';
import { hasErrors } from '../diagnostics.ts';
import { type Path, readYaml, type YamlReading } from '../read-yaml.ts';
import { type ImportDiagnostic, refusal, type SourceFile } from './imported.ts';

/** What a file says in a foreign format, or why it is refused. */
export type ForeignReading<Value> =
  | { value: Value; reading: YamlReading; diagnostics: ImportDiagnostic[] }
  | { value: undefined; diagnostics: ImportDiagnostic[] };

/** Reads a file by its schema. JSON is YAML, which tells lines. `isText` as for `readYaml`. */
export function readForeign<Schema extends z.ZodType>(
  { file, text }: SourceFile,
  schema: Schema,
  what: string,
  isText: (path: Path) => boolean = () => false,
): ForeignReading<z.output<Schema>> {
  const reading = readYaml(text, isText);
  const diagnostics = reading.diagnostics.map((diagnostic) => ({ file, ...diagnostic }));
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const checked = schema.safeParse(reading.value);
  if (checked.success) return { value: checked.data, reading, diagnostics };
  const issues = checked.error.issues.slice(0, 20).map(({ path, message }) => {
    const where = path.length === 0 ? 'the file' : `"${path.join('.').slice(0, 200)}"`;
    return refusal({ file, line: reading.lineOf(path) }, `${where} is not as ${what} has it: ${message}`);
  });
  return { value: undefined, diagnostics: [...diagnostics, ...issues] };
}

/** A text, or what stands for one where somebody left the quotes away. */
export const looseText = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)]);
