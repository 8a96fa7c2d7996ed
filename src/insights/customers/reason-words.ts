/** Why somebody may not come back, in words. */

import { HOUR_MS } from '../../domain/policy.ts';
import { duration } from '../../domain/staff-wording.ts';
import type { Contribution } from '../churn/churn-model.ts';
import type { Features } from '../churn/design.ts';
import type { ChurnFeature } from './customer-past.ts';

/** What a value of a feature says; nothing where it is no reason that a person would give. */
const WORDS: Record<ChurnFeature, (value: Features[string]) => string | undefined> = {
  'days of silence': (value) => ofNumber(value, (days) => `silent for ${days.toFixed(0)} days`),
  talks: (value) => ofNumber(value, (talks) => (talks === 1 ? 'came once so far' : `came ${talks} times so far`)),
  'days since the first talk': (value) => ofNumber(value, (days) => `first came ${days.toFixed(0)} days ago`),
  'silence, as a multiple of the usual one': (value) =>
    ofNumber(value, (times) => (times > 1 ? `silent for ${times.toFixed(1)} times as long as usual` : undefined)),
  'last rating': (value) => (value === undefined ? 'has not rated' : `last rating: ${value}`),
  'an answer did not help': (value) => (value === true ? 'the last answer did not help' : undefined),
  'hours waited for a person': (value) =>
    value === undefined ? 'never needed a person' : ofNumber(value, (hours) => `waited ${duration(hours * HOUR_MS)}`),
  'needed a person': (value) => (value === true ? 'needed a person last time' : undefined),
  'left unanswered': (value) => (value === true ? 'was left without an answer' : undefined),
};

/** The reasons of a customer in words, the strongest first; empty where none can be said. */
export function reasonWords(reasons: readonly Contribution[], features: Features): string {
  return reasons.flatMap(({ feature }) => WORDS[feature as ChurnFeature]?.(features[feature]) ?? []).join(', ');
}

function ofNumber(value: Features[string], words: (value: number) => string | undefined): string | undefined {
  return typeof value === 'number' ? words(value) : undefined;
}
