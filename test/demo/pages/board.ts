/** What the page shows: what each platform shows, and which scene is being played. */

import type { PlatformName, ShowPlaces } from '../places/place.ts';

export interface BoardScene {
  title: string;
  about: string;
  state: 'to come' | 'now' | 'seen' | 'not as it should';
}

export interface Board {
  shows: Record<PlatformName, ShowPlaces>;
  /** The platforms that the desk is connected to. */
  connected: readonly PlatformName[];
  scenes: readonly BoardScene[];
  /** The place that a scene is about just now, whatever happens elsewhere. */
  spotlight?: string | undefined;
}
