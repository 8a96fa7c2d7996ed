/** Rasa's YAML: training data, stories and rules, and the domain, in one file or several that belong together. */

import { z } from 'zod';
import type { Path } from '../read-yaml.ts';
import {
  entityTypeOf,
  type ImportDiagnostic,
  type ImportedIntent,
  type ImportedIntents,
  type ImportedSlot,
  leftOut,
  type Pieces,
  type Place,
  type SourceFile,
} from './imported.ts';
import { type Annotation, readAnnotated } from './rasa-annotations.ts';
import { readForeign } from './read-foreign.ts';

const examples = z.union([z.string(), z.array(z.union([z.string(), z.looseObject({ text: z.string() })]))]);
const nluSchema = z.looseObject({
  intent: z.string().optional(),
  synonym: z.string().optional(),
  lookup: z.string().optional(),
  regex: z.string().optional(),
  examples: examples.optional(),
});
const stepSchema = z.looseObject({
  intent: z.string().optional(),
  user: z.string().optional(),
  action: z.string().optional(),
});
const storySchema = z.looseObject({ steps: z.array(stepSchema.catch({})).default([]) });
const responseSchema = z.looseObject({ text: z.string().optional() });
const fileSchema = z.looseObject({
  nlu: z.array(nluSchema).default([]),
  stories: z.array(storySchema).default([]),
  rules: z.array(storySchema).default([]),
  responses: z.record(z.string(), z.array(responseSchema)).default({}),
  forms: z
    .record(
      z.string(),
      z
        .looseObject({
          required_slots: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).optional(),
        })
        .nullable(),
    )
    .default({}),
  slots: z.record(z.string(), z.looseObject({ values: z.array(z.string()).optional().catch(undefined) })).default({}),
});

type RasaFile = z.output<typeof fileSchema>;

/** Everything the files say, before it is put together. */
interface Corpus {
  intents: Map<string, { utterances: { parts: Annotation[]; place: Place }[]; place: Place }>;
  /** Names that another value goes by, by that value. */
  synonyms: Map<string, string[]>;
  /** Values of entities that have a list of them. */
  lookups: Map<string, string[]>;
  patterns: Map<string, string>;
  responses: Map<string, { pieces: Pieces; place: Place }[]>;
  /** What `utter_ask_…` may ask for. */
  slots: Set<string>;
  /** The slots that each form asks for. */
  forms: Map<string, string[]>;
  /** The forms that an intent begins. */
  formsOf: Map<string, string[]>;
  /** What rules and stories answer to an intent, and to a form that is filled in, as the names of responses. */
  actions: Record<'rules' | 'stories' | 'forms', Map<string, string[]>>;
  diagnostics: ImportDiagnostic[];
}

/** Reads files of one bot. What one of them says counts for all. */
export function readRasa(sources: readonly SourceFile[]): ImportedIntents {
  const corpus: Corpus = {
    intents: new Map(),
    synonyms: new Map(),
    lookups: new Map(),
    patterns: new Map(),
    responses: new Map(),
    slots: new Set(),
    forms: new Map(),
    formsOf: new Map(),
    actions: { rules: new Map(), stories: new Map(), forms: new Map() },
    diagnostics: [],
  };
  const files: { file: RasaFile; placeAt: PlaceAt }[] = [];
  for (const source of sources) {
    const read = readForeign(source, fileSchema, 'a file of Rasa', isText);
    corpus.diagnostics.push(...read.diagnostics);
    if (read.value === undefined) continue;
    const placeAt: PlaceAt = (path, text = '', row = 0) => ({
      file: source.file,
      line: read.reading.placed(path, text).lineAt(row),
    });
    takeTraining(corpus, read.value, placeAt);
    takeDomain(corpus, read.value, placeAt);
    files.push({ file: read.value, placeAt });
  }
  for (const { file, placeAt } of files) {
    takeStories(corpus, file, 'rules', placeAt);
    takeStories(corpus, file, 'stories', placeAt);
  }
  const intents = [...corpus.intents].map(([name, intent]) => toIntent(corpus, name, intent));
  return { intents, diagnostics: corpus.diagnostics };
}

/** `row` is one of a block of text. */
type PlaceAt = (path: Path, text?: string, row?: number) => Place;

function isText(path: Path): boolean {
  return ['nlu', 'stories', 'rules', 'responses', 'slots', 'version'].includes(String(path[0]));
}

function takeTraining(corpus: Corpus, { nlu }: RasaFile, placeAt: PlaceAt): void {
  for (const [index, entry] of nlu.entries()) {
    const lines = readExamples(entry.examples, (...rest) => placeAt(['nlu', index, 'examples'], ...rest));
    const texts = lines.map(({ text }) => text);
    if (entry.intent !== undefined) {
      const intent = intentOf(corpus, entry.intent, placeAt(['nlu', index]));
      intent.utterances.push(...lines.map(({ text, place }) => ({ parts: readAnnotated(text), place })));
    } else if (entry.synonym !== undefined) append(corpus.synonyms, entry.synonym, texts);
    else if (entry.lookup !== undefined) append(corpus.lookups, entry.lookup, texts);
    else if (entry.regex !== undefined && lines.length === 1) corpus.patterns.set(entry.regex, texts[0] ?? '');
    else
      corpus.diagnostics.push(
        leftOut(placeAt(['nlu', index]), 'this entry of nlu is left out: the desk has nothing like it'),
      );
  }
}

function readExamples(
  given: z.output<typeof examples> | undefined,
  placeAt: (text?: string, row?: number) => Place,
): { text: string; place: Place }[] {
  if (given === undefined) return [];
  if (typeof given !== 'string') {
    const texts = given.map((one) => (typeof one === 'string' ? one : one.text));
    return texts.map((text) => ({ text: text.trim(), place: placeAt() }));
  }
  return given.split('\n').flatMap((line, row) => {
    const text = line
      .trim()
      .replace(/^-(?:\s|$)/, '')
      .trim();
    return text === '' ? [] : { text, place: placeAt(given, row) };
  });
}

function takeDomain(corpus: Corpus, { responses, slots, forms }: RasaFile, placeAt: PlaceAt): void {
  for (const [name, variants] of Object.entries(responses)) {
    const told = variants.flatMap(({ text }, index) =>
      text === undefined ? [] : { pieces: readResponse(text), place: placeAt(['responses', name, index]) },
    );
    if (told.length < variants.length)
      corpus.diagnostics.push(leftOut(placeAt(['responses', name]), `what is no text in ${name} is left out`));
    corpus.responses.set(name, [...(corpus.responses.get(name) ?? []), ...told]);
  }
  for (const [name, form] of Object.entries(forms)) {
    const asked = form?.required_slots ?? [];
    const names = Array.isArray(asked) ? asked : Object.keys(asked);
    corpus.forms.set(name, names);
    for (const slot of names) corpus.slots.add(slot);
  }
  for (const [name, { values }] of Object.entries(slots)) {
    corpus.slots.add(name);
    if (values !== undefined) append(corpus.lookups, name, values);
  }
}

/** `{city}` is the value of a slot. */
function readResponse(text: string): Pieces {
  const parts = text.split(/\{([\p{L}_][\p{L}\p{N}_-]{0,99})\}/u);
  return parts.map((part, index) => (index % 2 === 0 ? part : { slot: part })).filter((piece) => piece !== '');
}

/** The first response after an intent answers it; one after a form without an intent answers whatever the form was for. */
function takeStories(corpus: Corpus, file: RasaFile, kind: 'rules' | 'stories', placeAt: PlaceAt): void {
  for (const [index, { steps }] of file[kind].entries()) {
    let asked: string | undefined;
    let form: string | undefined;
    for (const [step, { intent, user, action = '' }] of steps.entries()) {
      takeUserTurn(corpus, intent, user?.trim(), (...rest) => placeAt([kind, index, 'steps', step, ...rest]));
      if (intent !== undefined) [asked, form] = [intent, undefined];
      if (corpus.forms.has(action)) {
        form = action;
        if (asked !== undefined) append(corpus.formsOf, asked, [form]);
      } else if (action.startsWith('utter_')) {
        if (asked !== undefined) append(corpus.actions[kind], asked, [action]);
        else if (form !== undefined) append(corpus.actions.forms, form, [action]);
        [asked, form] = [undefined, undefined];
      }
    }
  }
}

function takeUserTurn(
  corpus: Corpus,
  intent: string | undefined,
  said: string | undefined,
  placeAt: (...path: Path) => Place,
): void {
  const place = placeAt();
  if (intent !== undefined) {
    const found = intentOf(corpus, intent, place);
    if (said) found.utterances.push({ parts: readAnnotated(said), place: placeAt('user') });
  } else if (said)
    corpus.diagnostics.push(leftOut(place, 'what the user says is left out: no intent is named beside it'));
}

function intentOf(corpus: Corpus, name: string, place: Place) {
  const intent = corpus.intents.get(name) ?? { utterances: [], place };
  corpus.intents.set(name, intent);
  return intent;
}

function append<Value>(lists: Map<string, Value[]>, key: string, added: readonly Value[]): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [...added]);
  else list.push(...added);
}

type FoundIntent = Corpus['intents'] extends Map<string, infer Found> ? Found : never;

function toIntent(corpus: Corpus, name: string, { utterances, place }: FoundIntent): ImportedIntent {
  const annotations = utterances.flatMap(({ parts }) =>
    parts.flatMap((part) => (typeof part === 'string' ? [] : part)),
  );
  const asked = (corpus.formsOf.get(name) ?? []).flatMap((form) => corpus.forms.get(form) ?? []);
  const slots = new Map(asked.map((slot) => [slot, slot]));
  for (const { slot, entity } of annotations) slots.set(slot, entity);
  return {
    name,
    utterances: utterances.map(({ parts, place: at }) => ({
      pieces: parts.map((part) => (typeof part === 'string' ? part : { slot: part.slot })),
      place: at,
    })),
    slots: [...slots].map(([slot, entity]) => toSlot(corpus, slot, entity, asked.includes(slot))),
    answers: answersTo(corpus, name),
    place,
  };
}

/** What a rule answers, or else the response of the intent's name, what its form ends with, or what a story answers. */
function answersTo({ actions, responses, slots, formsOf }: Corpus, name: string): { pieces: Pieces; place: Place }[] {
  const isQuestion = name.startsWith('ask_') && slots.has(name.slice('ask_'.length));
  const own = isQuestion ? [] : [`utter_${name}`];
  const forms = (formsOf.get(name) ?? []).flatMap((form) => actions.forms.get(form) ?? []);
  const names = [...(actions.rules.get(name) ?? []), ...own, ...forms, ...(actions.stories.get(name) ?? [])];
  return responses.get(names.find((action) => responses.has(action)) ?? '') ?? [];
}

/** What the desk finds by itself is asked for only where a form does. */
function toSlot(corpus: Corpus, name: string, entity: string, isInForm: boolean): ImportedSlot {
  const [question] = corpus.responses.get(`utter_ask_${name}`) ?? corpus.responses.get(`utter_ask_${entity}`) ?? [];
  const ask = question?.pieces.map((piece) => (typeof piece === 'string' ? piece : `{${piece.slot}}`)).join('');
  const listed = corpus.lookups.get(entity) ?? corpus.lookups.get(name);
  if (listed !== undefined) {
    const values = Object.fromEntries(listed.map((value) => [value, corpus.synonyms.get(value) ?? []]));
    return { name, type: 'choice', ask, values };
  }
  const pattern = corpus.patterns.get(entity);
  const found = entityTypeOf(entity);
  if (found !== undefined && !isInForm) return { name, type: found, ask: undefined, values: {} };
  return { name, type: found ?? 'text', ask, values: {}, ...(pattern === undefined ? {} : { pattern }) };
}
