/** The chat platforms, each in a folder of its own: one line here, and the product knows it. */

import { discord } from '../adapters/discord/index.ts';
import { slack } from '../adapters/slack/index.ts';
import { telegram } from '../adapters/telegram/index.ts';
import type { Adapter } from './ports/adapter.ts';

export const ADAPTERS: readonly Adapter[] = [slack, discord, telegram];
