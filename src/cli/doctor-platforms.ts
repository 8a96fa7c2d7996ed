/** What the doctor says of Slack, Discord and Telegram. */

import type { DeskSettings } from '../config/desk-file.ts';
import type { Environment } from '../config/environment.ts';
import { didYouMean } from '../config/nearest.ts';
import {
  checkPlatforms,
  type PlatformCheck,
  type PlatformCheckOptions,
  type PlatformDiagnostic,
} from '../platforms/check-platforms.ts';
import { type Diagnostic, findingsAbout } from './doctor-finding.ts';

/** Asks the platforms whose tokens are set. One that cannot be reached is no problem: the desk waits for it. */
export async function examinePlatforms(options: PlatformCheckOptions): Promise<Diagnostic[]> {
  return (await checkPlatforms(options)).flatMap(toFindings);
}

function toFindings(check: PlatformCheck): Diagnostic[] {
  const { ok, warning, problem } = findingsAbout(check.platform);
  if (check.state === 'unreached') {
    const advice = 'See that this machine may reach it; a running desk tries again by itself.';
    return [warning(`${check.address} could not be reached (${check.reason})`, advice)];
  }
  return check.findings.map((finding) =>
    finding.ok ? ok(finding.what) : problem(finding.what, adviceOf(finding, check.platform)),
  );
}

/** A sentence, but for an address at its end, which people copy. */
function adviceOf({ todo }: PlatformDiagnostic, platform: string): string {
  if (todo === undefined) return `Compare with what \`relaydesk setup ${platform.toLowerCase()}\` says.`;
  const sentence = todo.charAt(0).toUpperCase() + todo.slice(1);
  const lastWord = sentence.slice(sentence.lastIndexOf(' ') + 1);
  return lastWord.endsWith('.') || lastWord.includes('://') ? sentence : `${sentence}.`;
}

/**
 * What is at odds within the settings for Slack, which Slack itself does not know of. `categories` are those that tickets may
 * have; undefined where the content cannot be used.
 */
export function examineSlackSettings(
  environment: Environment,
  { platforms }: DeskSettings,
  categories: readonly string[] | undefined,
): Diagnostic[] {
  const { warning } = findingsAbout('Configuration');
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_STAFF_CHANNEL, PUBLIC_URL } = environment;
  const { staffChannel = SLACK_STAFF_CHANNEL, teamChannels } = platforms.slack;
  const found = Object.keys(teamChannels)
    .filter((category) => categories?.includes(category) === false)
    .map((category) => {
      const text = `desk.yaml: slack.team_channels has ${category}, but no intent has that category.`;
      return warning(text + didYouMean(category, categories ?? []), 'Correct the category, or leave it out.');
    });
  if (SLACK_BOT_TOKEN === undefined) return found;
  if (staffChannel === undefined) {
    const which = Object.keys(teamChannels).length === 0 ? 'tickets' : 'tickets of the other categories';
    const advice = 'Name one in desk.yaml (slack: staff_channel), or in SLACK_STAFF_CHANNEL.';
    found.push(warning(`no Slack channel is set for ${which}: only the console shows them`, advice));
  }
  if (SLACK_APP_TOKEN === undefined && PUBLIC_URL === undefined) {
    const text = 'Slack is to post its events to the desk, but PUBLIC_URL is not set';
    found.push(warning(text, 'Set PUBLIC_URL to where the desk is reached, or SLACK_APP_TOKEN for Socket Mode.'));
  }
  return found;
}
