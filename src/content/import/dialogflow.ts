/** Agents of Dialogflow ES as it exports them: a folder with `intents/` and `entities/`, each intent in files of its own. */

import { z } from 'zod';
import {
  entityTypeOf,
  type ImportDiagnostic,
  type ImportedIntent,
  type ImportedIntents,
  type ImportedSlot,
  leftOut,
  type Pieces,
  refusal,
  type SourceFile,
} from './imported.ts';
import { looseText, readForeign } from './read-foreign.ts';

const language = z.string().optional();
const parameterSchema = z.looseObject({
  name: z.string(),
  dataType: z.string().default(''),
  required: z.boolean().default(false),
  prompts: z.array(z.looseObject({ lang: language, value: looseText })).default([]),
});
const messageSchema = z.looseObject({
  type: looseText.optional(),
  lang: language,
  speech: z.union([looseText.transform((text) => [text]), z.array(looseText)]).default([]),
});
const intentSchema = z.looseObject({
  name: z.string().min(1),
  fallbackIntent: z.boolean().default(false),
  responses: z
    .array(
      z.looseObject({
        parameters: z.array(parameterSchema).default([]),
        messages: z.array(messageSchema).default([]),
      }),
    )
    .default([]),
});
const phraseSchema = z.looseObject({
  data: z.array(z.looseObject({ text: looseText, alias: z.string().optional(), meta: z.string().optional() })),
  isTemplate: z.boolean().default(false),
});
const phrasesSchema = z.array(phraseSchema);
const entriesSchema = z.array(z.looseObject({ value: looseText, synonyms: z.array(looseText).default([]) }));

type Parameter = z.output<typeof parameterSchema>;
type Message = z.output<typeof messageSchema>;
type Entities = Map<string, Record<string, string[]>>;

/** Messages of type 0, and those of older agents, are texts. */
const TEXT_MESSAGES = [undefined, '0'];

/** Reads the files of an agent, by the paths that they have in it, for one language. */
export function readDialogflow(sources: readonly SourceFile[], locale: string): ImportedIntents {
  const files = new Map(sources.map((source) => [source.file, source]));
  const languages = [locale.toLowerCase(), locale.split('-', 1)[0] ?? locale];
  const find = (path: string, kind: string) =>
    languages.flatMap((tag) => files.get(path.replace(/\.json$/, `_${kind}_${tag}.json`)) ?? [])[0];
  const diagnostics: ImportDiagnostic[] = [];
  const entities: Entities = new Map();
  for (const { file } of sources) {
    const entries = isDefinition(file, 'entities') ? find(file, 'entries') : undefined;
    const read = entries && readForeign(entries, entriesSchema, 'an entity of Dialogflow');
    diagnostics.push(...(read?.diagnostics ?? []));
    const values = read?.value?.map(({ value, synonyms }) => [value, synonyms] as const);
    if (values !== undefined) entities.set(nameOf(file), Object.fromEntries(values));
  }
  const definitions = sources.filter(({ file }) => isDefinition(file, 'intents'));
  if (definitions.length === 0) {
    const reason = 'there is no intents/*.json in this folder: name the folder that Dialogflow exported, unpacked';
    diagnostics.push(refusal({ file: sources[0]?.file ?? '.', line: 1 }, reason));
  }
  const intents = definitions.flatMap((definition) => {
    const phrases = find(definition.file, 'usersays');
    return readIntent(definition, phrases, { entities, languages, diagnostics }) ?? [];
  });
  return { intents, diagnostics };
}

function isDefinition(file: string, folder: string): boolean {
  const [name = '', parent] = file.split('/').reverse();
  return parent === folder && name.endsWith('.json') && !/_(?:usersays|entries)_[a-z-]{2,20}\.json$/.test(name);
}

function nameOf(file: string): string {
  return (file.split('/').at(-1) ?? '').replace(/\.json$/, '');
}

interface Agent {
  entities: Entities;
  languages: string[];
  diagnostics: ImportDiagnostic[];
}

function readIntent(
  definition: SourceFile,
  phrases: SourceFile | undefined,
  { entities, languages, diagnostics }: Agent,
): ImportedIntent | undefined {
  const read = readForeign(definition, intentSchema, 'an intent of Dialogflow');
  diagnostics.push(...read.diagnostics);
  if (read.value === undefined) return undefined;
  const { name, fallbackIntent, responses } = read.value;
  const place = { file: definition.file, line: read.reading.lineOf(['name']) };
  if (phrases === undefined) {
    const why = fallbackIntent ? 'the desk asks again by itself' : `it has no training phrases in ${languages[0]}`;
    diagnostics.push(leftOut(place, `intent ${name} is left out: ${why}`));
    return undefined;
  }
  const parameters = responses.flatMap((response) => response.parameters);
  const messages = responses.flatMap((response) => response.messages);
  const others = messages.filter(({ type }) => !TEXT_MESSAGES.includes(type)).length;
  if (others > 0)
    diagnostics.push(leftOut(place, `${others} of the responses of intent ${name} left out: they are no text`));
  const inLanguage = ({ lang }: { lang?: string | undefined }) =>
    lang === undefined || languages.includes(lang.toLowerCase());
  return {
    name,
    utterances: readPhrases(phrases, name, parameters, diagnostics),
    slots: parameters.flatMap((parameter) => {
      const ask = parameter.prompts.find(inLanguage)?.value;
      return toSlot(parameter, ask, entities) ?? [];
    }),
    answers: messages
      .filter(inLanguage)
      .flatMap((message) => textsOf(message, parameters).map((pieces) => ({ pieces, place }))),
    place,
  };
}

function readPhrases(
  source: SourceFile,
  intent: string,
  parameters: readonly Parameter[],
  diagnostics: ImportDiagnostic[],
): ImportedIntent['utterances'] {
  const read = readForeign(source, phrasesSchema, 'the training phrases of Dialogflow');
  diagnostics.push(...read.diagnostics);
  if (read.value === undefined) return [];
  const { reading } = read;
  return read.value.flatMap(({ data, isTemplate }, index) => {
    const place = { file: source.file, line: reading.lineOf([index]) };
    if (!isTemplate) return { pieces: data.map((part) => toPiece(part, parameters)), place };
    diagnostics.push(leftOut(place, `an utterance of intent ${intent} is left out: it is a template`));
    return [];
  });
}

/** A value that is asked for, or that the desk finds by itself, is a mark; any other stays as the words it stands for. */
function toPiece(
  { text, alias, meta }: { text: string; alias?: string | undefined; meta?: string | undefined },
  parameters: readonly Parameter[],
): Pieces[number] {
  const parameter = parameters.find(({ name }) => name === alias);
  if (parameter !== undefined && isSlot(parameter)) return { slot: parameter.name };
  const type = parameter === undefined && meta !== undefined ? entityTypeOf(meta) : undefined;
  return type === undefined ? text : { slot: type };
}

function isSlot({ required, dataType }: Parameter): boolean {
  return required || entityTypeOf(dataType) !== undefined;
}

function toSlot(parameter: Parameter, question: string | undefined, entities: Entities): ImportedSlot | undefined {
  const { name, dataType, required } = parameter;
  if (!isSlot(parameter)) return undefined;
  const ask = required ? (question ?? `${name}?`) : undefined;
  const values = entities.get(dataType.replace(/^@/, ''));
  if (values !== undefined) return { name, type: 'choice', ask, values };
  return { name, type: entityTypeOf(dataType) ?? 'text', ask, values: {} };
}

function textsOf({ type, speech }: Message, parameters: readonly Parameter[]): Pieces[] {
  if (!TEXT_MESSAGES.includes(type)) return [];
  return speech.filter((text) => text.trim() !== '').map((text) => readSpeech(text, parameters));
}

/** `$city` and `$city.original` are the value of a parameter. */
function readSpeech(text: string, parameters: readonly Parameter[]): Pieces {
  const names = new Set(parameters.map(({ name }) => name));
  const parts = text.split(/\$([\p{L}_][\p{L}\p{N}_-]{0,99})(?:\.original)?/u);
  return parts
    .map((part, index) => (index % 2 === 0 ? part : names.has(part) ? { slot: part } : `$${part}`))
    .filter((piece) => piece !== '');
}
