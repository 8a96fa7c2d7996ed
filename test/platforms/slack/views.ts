/** Modals and App Home: opened, stacked, updated, published, closed. */

import { ApiError, schemaError } from './api-error.ts';
import { elementsOf, parseBlocks, withIds } from './block-kit.ts';
import type { Identifiers } from './identifiers.ts';
import { anything, boolean, isObject, object, oneOf, problemsOf, string } from './schema.ts';
import type { Triggers } from './triggers.ts';
import type { Block, Json, SlackView } from './types.ts';
import type { Workspace } from './workspace.ts';

const MOST_BYTES = 250_000;
const MOST_STACKED = 3;

export interface Views {
  open(triggerId: string, view: unknown): SlackView;
  /** On top of the modal that the trigger's user has open. */
  push(triggerId: string, view: unknown): SlackView;
  update(which: { id: string } | { externalId: string }, view: unknown, hash: string | undefined): SlackView;
  publish(userId: string, view: unknown, hash: string | undefined): SlackView;
  /** On top of what the user has open, as an acknowledgement may ask. */
  pushFor(userId: string, view: unknown): SlackView;
  close(userId: string, all: boolean): void;
}

/** Keeps the workspace's views; `changed` is called after everything that can be seen. */
export function createViews(options: {
  workspace: Workspace;
  ids: Identifiers;
  triggers: Triggers;
  changed(): void;
}): Views {
  const { workspace, ids, triggers, changed } = options;
  const stackOf = (userId: string) => workspace.modals.get(userId) ?? [];

  function make(type: SlackView['type'], value: unknown, previous: SlackView | undefined): SlackView {
    const given = parseView(type, value);
    const externalId = String(given.external_id ?? '');
    if (externalId !== '' && allViews().some((view) => view.external_id === externalId && view.id !== previous?.id))
      throw new ApiError('duplicate_external_id');
    const blocks = withIds(given.blocks as Block[], () => ids.secret(5));
    return {
      title: { type: 'plain_text', text: 'View Title', emoji: true },
      submit: null,
      close: null,
      clear_on_close: false,
      notify_on_close: false,
      ...given,
      id: previous?.id ?? ids.id('V'),
      team_id: workspace.team.id,
      app_id: workspace.app.id,
      bot_id: workspace.app.botId,
      app_installed_team_id: workspace.team.id,
      type,
      callback_id: String(given.callback_id ?? ''),
      external_id: externalId,
      private_metadata: String(given.private_metadata ?? ''),
      root_view_id: previous?.root_view_id ?? null,
      previous_view_id: previous?.previous_view_id ?? null,
      hash: `${ids.ts().split('.')[0]}.${ids.secret(8)}`,
      blocks,
      state: { values: initialValues(blocks) },
    };
  }

  function allViews(): SlackView[] {
    return [...workspace.homes.values(), ...[...workspace.modals.values()].flat()];
  }

  function stack(userId: string, value: unknown): SlackView {
    const stacked = stackOf(userId);
    if (stacked.length >= MOST_STACKED) throw new ApiError('push_limit_reached');
    const view = make('modal', value, undefined);
    view.root_view_id = stacked[0]?.id ?? view.id;
    view.previous_view_id = stacked.at(-1)?.id ?? null;
    workspace.modals.set(userId, [...stacked, view]);
    changed();
    return view;
  }

  return {
    open(triggerId, value) {
      parseView('modal', value);
      const userId = triggers.exchange(triggerId);
      workspace.modals.set(userId, []);
      return stack(userId, value);
    },
    push(triggerId, value) {
      parseView('modal', value);
      return stack(triggers.exchange(triggerId), value);
    },
    update(which, value, hash) {
      for (const [userId, stacked] of workspace.modals) {
        const previous = stacked.find((view) =>
          'id' in which ? view.id === which.id : view.external_id === which.externalId,
        );
        if (previous === undefined) continue;
        if (hash !== undefined && hash !== previous.hash) throw new ApiError('hash_conflict');
        const view = make('modal', value, previous);
        workspace.modals.set(
          userId,
          stacked.map((other) => (other === previous ? view : other)),
        );
        changed();
        return view;
      }
      throw new ApiError('not_found');
    },
    publish(userId, value, hash) {
      const previous = workspace.homes.get(userId);
      if (hash !== undefined && previous !== undefined && hash !== previous.hash) throw new ApiError('hash_conflict');
      const view = make('home', value, previous);
      workspace.homes.set(userId, view);
      changed();
      return view;
    },
    pushFor: stack,
    close(userId, all) {
      workspace.modals.set(userId, all ? [] : stackOf(userId).slice(0, -1));
      changed();
    },
  };
}

const OPTIONAL_FIELDS = {
  private_metadata: string(3000, 0),
  callback_id: string(255, 0),
  external_id: string(255, 0),
};
const label = (max: number) => object({ type: oneOf('plain_text'), text: string(max) }, { emoji: boolean });
const MODAL = object(
  { type: anything, title: label(24), blocks: anything },
  {
    ...OPTIONAL_FIELDS,
    submit: label(24),
    close: label(24),
    clear_on_close: boolean,
    notify_on_close: boolean,
    submit_disabled: boolean,
  },
);
const HOME = object({ type: anything, blocks: anything }, OPTIONAL_FIELDS);

function parseView(type: SlackView['type'], value: unknown): Json {
  if (!isObject(value)) throw schemaError('invalid_arguments', ['missing required field: view']);
  if (value.type !== type)
    throw schemaError('invalid_arguments', [`must be a valid enum value [json-pointer:/view/type]`]);
  if (JSON.stringify(value).length > MOST_BYTES) throw new ApiError('view_too_large');
  const problems = problemsOf(type === 'modal' ? MODAL : HOME, value, '/view');
  const blocks = Array.isArray(value.blocks) ? (value.blocks as Block[]) : [];
  if (type === 'modal' && blocks.some((block) => block?.type === 'input') && value.submit === undefined)
    problems.push('missing required field: submit [json-pointer:/view]');
  if (problems.length > 0) throw schemaError('invalid_arguments', problems);
  return { ...value, blocks: parseBlocks(value.blocks, type, '/view/blocks') };
}

/** What the form's fields hold before anybody has touched them. */
function initialValues(blocks: Block[]): SlackView['state']['values'] {
  const fields = blocks
    .filter((block) => block.type === 'input')
    .flatMap((block) =>
      elementsOf(block).map((element) => [
        String(block.block_id),
        { [String(element.action_id)]: initialValue(element) },
      ]),
    );
  return Object.fromEntries(fields);
}

function initialValue(element: Block): Json {
  const { type } = element;
  if (type.endsWith('_input')) return { type, value: element.initial_value ?? null };
  if (type === 'checkboxes' || type.startsWith('multi_'))
    return { type, selected_options: element.initial_options ?? [] };
  if (type === 'users_select') return { type, selected_user: element.initial_user ?? null };
  if (type === 'conversations_select') return { type, selected_conversation: element.initial_conversation ?? null };
  if (type === 'datepicker') return { type, selected_date: element.initial_date ?? null };
  if (type === 'timepicker') return { type, selected_time: element.initial_time ?? null };
  if (type === 'datetimepicker') return { type, selected_date_time: element.initial_date_time ?? null };
  return { type, selected_option: element.initial_option ?? null };
}
