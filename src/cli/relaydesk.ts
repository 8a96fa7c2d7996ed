#!/usr/bin/env node
/** The `relaydesk` command. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { projectRoot } from '../config/project-root.ts';
import { benchCommand } from './bench.ts';
import { doctorCommand } from './doctor.ts';
import { intentsCheckCommand } from './intents-check.ts';
import { intentsPredictCommand } from './intents-predict.ts';
import { knowledgeCheckCommand } from './knowledge-check.ts';
import { knowledgeSearchCommand } from './knowledge-search.ts';
import { replayCommand } from './replay.ts';
import { schemasCommand } from './schemas.ts';
import { startCommand } from './start.ts';

const { version, description } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8'));

const program = new Command('relaydesk').description(description).version(version).showHelpAfterError();
program.addCommand(startCommand());
program.addCommand(doctorCommand());
program
  .command('intents')
  .description('check intent files and try what they understand')
  .addCommand(intentsCheckCommand())
  .addCommand(intentsPredictCommand());
program
  .command('knowledge')
  .description('check articles and search them')
  .addCommand(knowledgeCheckCommand())
  .addCommand(knowledgeSearchCommand());
program.addCommand(replayCommand());
program.addCommand(benchCommand());
program.addCommand(schemasCommand());
await program.parseAsync();
