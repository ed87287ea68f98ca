import { describe, expect, test } from 'vitest';
import { contrastRatio } from './contrast.ts';
import { resolveCssVariables, theme } from './theme.ts';
import { gray, green, red, saffron, schemes, teal } from './tokens.ts';
import { DEFAULT_THEME, mergeMantineTheme } from '@mantine/core';

test('measures black on white as 21 and a colour on itself as 1', () => {
  expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrastRatio('#117b73', '#117b73')).toBe(1);
});

describe.each(Object.entries(schemes))('%s scheme', (name, tokens) => {
  const surfaces = ['surface', 'surfaceQuiet', 'surfaceChosen'] as const;
  const inks = ['text', 'textQuiet', 'accent', 'attention', 'earned', 'broken'] as const;

  test.each(surfaces.flatMap((surface) => inks.map((ink) => [ink, surface] as const)))('%s on %s is at least AA', (ink, surface) => {
    expect(contrastRatio(tokens[ink], tokens[surface])).toBeGreaterThanOrEqual(4.5);
  });

  test.each([
    ['attention', 'attentionSurface'],
    ['earned', 'earnedSurface'],
    ['broken', 'brokenSurface'],
    ['accent', 'accentSurface'],
    ['text', 'neutralSurface'],
    ['textQuiet', 'neutralSurface'],
  ] as const)('%s on %s is at least AA', (ink, surface) => {
    expect(contrastRatio(tokens[ink], tokens[surface])).toBeGreaterThanOrEqual(4.5);
  });

  test('the edge of a control stands out from the page', () => {
    expect(contrastRatio(tokens.controlEdge, tokens.surface)).toBeGreaterThanOrEqual(3);
  });

  test('a filled button can be read', () => {
    const shade = name === 'light' ? 7 : 6;
    for (const ramp of [teal, green, red]) expect(contrastRatio('#ffffff', ramp[shade])).toBeGreaterThanOrEqual(4.5);
  });
});

test('light tints carry their own darkest shade', () => {
  for (const ramp of [teal, saffron, green, red, gray]) expect(contrastRatio(ramp[9], ramp[1])).toBeGreaterThanOrEqual(4.5);
});

test('both schemes define the same variables', () => {
  const resolved = resolveCssVariables(mergeMantineTheme(DEFAULT_THEME, theme));
  expect(Object.keys(resolved.light)).toEqual(Object.keys(resolved.dark));
  expect(resolved.light['--mch-text-quiet']).toBe(schemes.light.textQuiet);
});
