/** The part of the Store port about confidences: what they were fitted to, and which fit is in force. */

import type { ConfidenceKind, FitInForce } from '../domain/confidence/apply.ts';
import type { Fit } from '../domain/confidence/fit.ts';
import type { KindLabel } from '../domain/confidence/labels.ts';

/** `superseded`: a later one is in force. `not_better`: it never was. `undone`: an admin took it back. */
export const FIT_STATES = ['in_force', 'superseded', 'not_better', 'undone'] as const;
export type FitState = (typeof FIT_STATES)[number];

/** A fit that is to be kept; of a kind and locale one is in force at most. */
export interface NewFit extends Omit<Fit, 'isBetter'> {
  kind: ConfidenceKind;
  /** `ALL_LOCALES` for all together. */
  locale: string;
  at: number;
  state: Extract<FitState, 'in_force' | 'not_better'>;
}

/** A fit as it is kept. */
export interface StoredFit extends Omit<NewFit, 'state'> {
  /** Rises in the order of fitting. */
  id: number;
  state: FitState;
  undone: { by: Person; at: number } | undefined;
}

interface Person {
  id: string;
  name: string;
}

/** Whether fits are made by themselves, and who said so last; nobody, where it was never changed. */
export interface Learning {
  isOn: boolean;
  by?: Person;
  at?: number;
}

export interface ConfidenceReads {
  /** Those in force. */
  inForce(): Promise<FitInForce[]>;
  /** The newest fits, the newest first. */
  fits(limit: number): Promise<StoredFit[]>;
  learning(): Promise<Learning>;
  /** The labels that were given in a file. */
  fileLabels(): Promise<KindLabel[]>;
}

export interface ConfidenceWrites {
  /** One that is in force takes the place of the one before; resolves to its id. */
  addFit(fit: NewFit): Promise<number>;
  /** Takes a fit in force back, and puts the one before in force again, where there is one. False where it is not in force. */
  undo(id: number, by: Person, at: number): Promise<boolean>;
  setLearning(learning: Learning): Promise<void>;
  /** Takes the place of those that were given before. */
  setFileLabels(labels: readonly KindLabel[]): Promise<void>;
}
