#!/usr/bin/env node
/** The `relaydesk` command. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { projectRoot } from '../config/project-root.ts';

/** Each command is loaded only when it is called, or listed: starting the desk needs no more than the desk. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  init: async () => (await import('./init.ts')).initCommand(),
  start: async () => (await import('./start.ts')).startCommand(),
  'sign-in': async () => (await import('./sign-in.ts')).signInCommand(),
  setup: async () => (await import('./setup.ts')).setupCommand(),
  doctor: async () => (await import('./doctor.ts')).doctorCommand(),
  intents: async () =>
    new Command('intents')
      .description('check intent files, bring them along and take them away, and measure what is understood')
      .addCommand((await import('./intents-check.ts')).intentsCheckCommand())
      .addCommand((await import('./intents-import.ts')).intentsImportCommand())
      .addCommand((await import('./intents-export.ts')).intentsExportCommand())
      .addCommand((await import('./intents-evaluate.ts')).intentsEvaluateCommand())
      .addCommand((await import('./intents-phrases.ts')).intentsPhrasesCommand())
      .addCommand((await import('./intents-predict.ts')).intentsPredictCommand()),
  knowledge: async () =>
    new Command('knowledge')
      .description('check articles, bring them along and take them away, and search them')
      .addCommand((await import('./knowledge-check.ts')).knowledgeCheckCommand())
      .addCommand((await import('./knowledge-import.ts')).knowledgeImportCommand())
      .addCommand((await import('./knowledge-export.ts')).knowledgeExportCommand())
      .addCommand((await import('./knowledge-search.ts')).knowledgeSearchCommand()),
  actions: async () =>
    new Command('actions')
      .description('check action files, and try one')
      .addCommand((await import('./actions-check.ts')).actionsCheckCommand())
      .addCommand((await import('./actions-try.ts')).actionsTryCommand()),
  ask: async () => (await import('./ask.ts')).askCommand(),
  chat: async () => (await import('./chat.ts')).chatCommand(),
  test: async () => (await import('./test-stories.ts')).testCommand(),
  calibrate: async () => (await import('./calibrate.ts')).calibrateCommand(),
  why: async () => (await import('./why.ts')).whyCommand(),
  sla: async () =>
    new Command('sla')
      .description('what customers were promised, and why it is due when it is')
      .addCommand((await import('./sla-explain.ts')).slaExplainCommand()),
  sample: async () => (await import('./sample.ts')).sampleCommand(),
  report: async () => (await import('./report.ts')).reportCommand(),
  export: async () => (await import('./export.ts')).exportCommand(),
  insights: async () =>
    new Command('insights')
      .description('what reports are counted from')
      .addCommand((await import('./insights-rebuild.ts')).insightsRebuildCommand()),
  surveys: async () => (await import('./surveys.ts')).surveysCommand(),
  replay: async () => (await import('./replay.ts')).replayCommand(),
  schemas: async () => (await import('./schemas.ts')).schemasCommand(),
};

const { version, description } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8'));
const program = new Command('relaydesk').description(description).version(version).showHelpAfterError();
const called = COMMANDS[process.argv[2] ?? ''];
for (const load of called ? [called] : Object.values(COMMANDS)) program.addCommand(await load());
await program.parseAsync();
