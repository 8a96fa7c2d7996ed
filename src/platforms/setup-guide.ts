/** What `relaydesk setup` says of a platform. */

/** How a chat platform is connected, step by step. */
export interface Guide {
  title: string;
  steps: Step[];
}

export interface Step {
  title: string;
  /** Prose, its lines no longer than a terminal's. */
  text?: string;
  /** To be copied as it is. */
  copy?: string;
}

/** With which every guide ends. */
export function lastStep(platform: string): Step {
  return {
    title: 'Check, and start',
    text: `The doctor asks ${platform} and says what is still missing.`,
    copy: 'npx relaydesk doctor\nnpx relaydesk start\n',
  };
}
