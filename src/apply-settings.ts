/** Puts the settings of `desk.yaml` in force: those of the start, and those of each change while the desk runs. */

import { checkActionSetup } from './actions/check-setup.ts';
import { createHttpCaller } from './actions/http-caller.ts';
import type { DeskSettings } from './config/desk-file.ts';
import { openServiceLevels } from './config/service-levels.ts';
import type { ServiceLevels } from './domain/sla/service-levels.ts';
import { findUnknownCategories } from './domain/sla/sla-policy.ts';
import { ticketCategories } from './domain/ticket-categories.ts';
import type { EngineContext } from './engine/context.ts';
import { keepServiceLevels } from './engine/keep-service-levels.ts';
import { keepQueueOrder } from './engine/queue-order.ts';
import type { Services } from './open-services.ts';

/** What the engine works with; settings are replaced in it, and each event is decided by those of one moment. */
export type MutableContext = EngineContext & { serviceLevels: ServiceLevels };

/** The parts of the context that are made of settings alone. */
export function createFromSettings({ policy, savedReplies, retention, actionHosts }: DeskSettings) {
  return {
    policy,
    savedReplies,
    retention,
    actions: createHttpCaller({ hosts: actionHosts, environment: process.env }),
  };
}

/** Brings what is stored up to the settings, and warns of what in them cannot work. */
export async function applySettings(
  services: Services,
  context: MutableContext,
  settings: DeskSettings,
): Promise<void> {
  warnOfUnknownCategories(services, settings);
  warnOfActions(services, settings);
  await keepQueueOrder(context);
  await keepServiceLevels(context, settings, (versions) => {
    context.serviceLevels = openServiceLevels(settings, versions);
    return context.serviceLevels;
  });
}

/** Applies each change of `desk.yaml`; the desk's name stays that of the start, which its pages were made with. */
export function followDeskFile(services: Services, context: MutableContext): void {
  const { deskFile, stops } = services;
  deskFile.follow(async (settings) => {
    const { deskName } = context.policy;
    const made = createFromSettings(settings);
    Object.assign(context, { ...made, policy: { ...made.policy, deskName } });
    await applySettings(services, context, settings);
  });
  stops.push(() => deskFile.close());
}

function warnOfUnknownCategories({ content, logger }: Services, { sla }: DeskSettings): void {
  const known = ticketCategories(content.trained().content);
  for (const { policy, category } of findUnknownCategories(sla, known)) {
    const reason = `the policy ${policy} is for ${category}, a category of no ticket`;
    logger.warn(`desk.yaml: ${reason}. There are: ${known.join(', ')}`);
  }
}

/** An action that cannot be performed as things are fails, and the desk answers without it. */
function warnOfActions({ content, logger }: Services, { actionHosts }: DeskSettings): void {
  const actions = Object.values(content.trained().content.actions ?? {});
  for (const { file, reason } of checkActionSetup(actions, actionHosts, process.env)) {
    logger.warn(`${file}: ${reason}`);
  }
}
