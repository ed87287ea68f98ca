import { createTheme } from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';
import { dark, gray, green, red, saffron, schemes, teal } from './tokens.ts';
import type { Ramp, SchemeTokens } from './tokens.ts';

const tuple = (ramp: Ramp): MantineColorsTuple => [...ramp];

/** Quick enough to show where something went, short enough not to be waited for. */
const motion = { duration: 120, timingFunction: 'ease-out' } as const;

export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 6 },
  colors: {
    teal: tuple(teal),
    saffron: tuple(saffron),
    green: tuple(green),
    red: tuple(red),
    gray: tuple(gray),
    dark: tuple(dark),
  },
  white: '#ffffff',
  black: gray[9],
  fontFamily: '"Inter Variable", system-ui, "Noto Color Emoji", sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: { fontFamily: 'inherit', fontWeight: '620', textWrap: 'balance' },
  // Three sizes a page: sm for reading, xs for the quiet line beside it, and the title. lg and xl are for big numbers.
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '0.9375rem', lg: '1.125rem', xl: '1.5rem' },
  lineHeights: { xs: '1.45', sm: '1.5', md: '1.55', lg: '1.5', xl: '1.35' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: { transitionProps: motion, centered: true } },
    Drawer: { defaultProps: { transitionProps: motion } },
    Menu: { defaultProps: { transitionProps: motion, shadow: 'md', withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: { transitionProps: motion, shadow: 'md' } },
    Tooltip: { defaultProps: { transitionProps: motion, openDelay: 250, withArrow: true, multiline: true, maw: 320, events: { hover: true, focus: true, touch: true } } },
    // The field that is not needed says so in words; a red star on every other one would shout.
    InputWrapper: { defaultProps: { withAsterisk: false } },
    Badge: { defaultProps: { radius: 'sm', tt: 'none', fw: 550 } },
    ActionIcon: { defaultProps: { variant: 'subtle', size: 36 } },
    Anchor: { defaultProps: { underline: 'always' } },
  },
});

/** Both schemes from the same tokens, under our names (`--mch-…`) and over Mantine's own. */
export const resolveCssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: variablesOf(schemes.light),
  dark: variablesOf(schemes.dark),
});

function variablesOf(tokens: SchemeTokens): Record<string, string> {
  const ours = Object.entries(tokens).map(([name, value]) => [`--mch-${kebab(name)}`, value] as const);
  return {
    ...Object.fromEntries(ours),
    '--mantine-color-body': tokens.surface,
    '--mantine-color-text': tokens.text,
    '--mantine-color-dimmed': tokens.textQuiet,
    '--mantine-color-placeholder': tokens.textQuiet,
    '--mantine-color-error': tokens.broken,
    '--mantine-color-anchor': tokens.accent,
    '--mantine-color-default': tokens.surface,
    '--mantine-color-default-hover': tokens.surfaceQuiet,
    '--mantine-color-default-color': tokens.text,
    '--mantine-color-default-border': tokens.controlEdge,
  };
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
