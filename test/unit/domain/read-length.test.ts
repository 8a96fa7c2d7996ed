import { describe, expect, test } from 'vitest';
import { READ_LENGTH, textOfTurn } from '../../../src/domain/read-length.ts';

describe('the text of a turn', () => {
  test('is its messages, a line each', () => {
    expect(textOfTurn(['hello', 'where is my order'])).toBe('hello\nwhere is my order');
    expect(textOfTurn([])).toBe('');
  });

  test('is never longer than what is read, and as long as that where one message is', () => {
    expect(textOfTurn(['x'.repeat(READ_LENGTH)])).toHaveLength(READ_LENGTH);
    expect(textOfTurn(['x'.repeat(READ_LENGTH + 1)])).toHaveLength(READ_LENGTH);
    const many = Array.from({ length: 50 }, () => 'x'.repeat(100_000));
    expect(textOfTurn(many).length).toBeLessThanOrEqual(READ_LENGTH);
  });

  test('holds the question that follows a long quotation', () => {
    expect(textOfTurn(['> quoted '.repeat(10_000), 'can I return this?'])).toMatch(/\ncan I return this\?$/);
  });
});
